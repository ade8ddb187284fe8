"""`decisions.csv`: what a person decided about a student, each with date, name and reason. Read, never written.

    date,by,student_id,what,where,value,reason
    2027-02-03,prof,student301,extension,week01_warmup,2027-02-10 23:59,ill; certificate of 3 February
    2027-02-01,prof,student305,allowance,,48 hours,letter of the disability office

what        where                            value
extension   assignment                       the new due date
allowance   assignment, or empty for all     hours or days added to each published due date
excused     assignment or component          (empty)
counts      assignment                       the first letters of the hand-in's id
misconduct, chatbot, …  (empty)              (empty): a flag, as `policy.fail.flags` lists them
cleared     the flag                         (empty): takes the flag back
left        (empty)                          (empty): is no longer in the course, and gets no grade
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from .clock import read_moment
from .settings import Policy
from .sheet import Line, read_sheet

COLUMNS = ("date", "by", "student_id", "what", "where", "value", "reason")
_LENGTH = re.compile(r"(\d{1,4}) ?(h|hours?|d|days?)", re.ASCII)


@dataclass(frozen=True)
class Decision:
    """One line."""

    date: date
    by: str
    student_id: str
    what: str
    where: str
    value: str
    reason: str
    until: datetime | None = None
    """Of an extension, in UTC."""
    length: timedelta = timedelta()
    """Of an allowance."""

    @property
    def because(self) -> str:
        """Who, when and why, for a sentence's end."""
        return f"{self.by}, {self.date}: {self.reason}"


def read_decisions(path: Path, policy: Policy) -> tuple[Decision, ...]:
    """All decisions, in the file's order. Raises PolicyError for a line that is not whole."""
    return tuple(_decision(line, policy) for line in read_sheet(path, COLUMNS, ()).lines)


def _decision(line: Line, policy: Policy) -> Decision:
    what, where, value = line.needs("what").strip(), line["where"].strip(), line["value"].strip()
    by, reason = line.needs("by").strip(), line.needs("reason").strip()
    student_id = line.needs("student_id")
    try:
        day = date.fromisoformat(line.needs("date").strip())
    except ValueError:
        raise line.wrong(f"{line['date']!r} is no date; write it like 2027-02-03") from None
    until, length = None, timedelta()
    assignments = [planned.name for planned in policy.assignments]
    places = {
        "extension": assignments, "allowance": ["", *assignments], "excused": [*assignments, *policy.weights],
        "counts": assignments, "cleared": list(policy.fail.flags), "left": [""],
    }  # fmt: skip
    allowed = places.get(what, [""] if what in policy.fail.flags else None)
    if allowed is None:
        raise line.wrong(f"{what!r} is no decision; what may be: {', '.join((*places, *policy.fail.flags))}")
    if where not in allowed:
        named = ", ".join(name or "(empty)" for name in allowed) or "none; course.toml lists no assignment"
        raise line.wrong(f"{what} cannot have {where!r} in the column where; it may be: {named}")
    if what == "extension":
        try:
            until = read_moment(value, policy.zone)
        except ValueError as error:
            raise line.wrong(f"the new due date: {error}") from None
    elif what == "allowance":
        found = _LENGTH.fullmatch(value)
        if not found:
            raise line.wrong(f"{value!r} is no allowance; write it like 48 hours or 2 days")
        number = int(found[1])
        length = timedelta(days=number) if found[2].startswith("d") else timedelta(hours=number)
    elif what == "counts":
        line.needs("value")
    elif value:
        raise line.wrong(f"{what} takes no value, but {value!r} stands there; put what you mean into the reason")
    return Decision(day, by, student_id, what, where, value, reason, until, length)


def flags(decisions: Iterable[Decision], policy: Policy) -> tuple[Decision, ...]:
    """The flags that stand: set, and not cleared by a later line."""
    standing: dict[str, Decision] = {}
    for decision in decisions:
        if decision.what in policy.fail.flags:
            standing.setdefault(decision.what, decision)
        elif decision.what == "cleared":
            standing.pop(decision.where, None)
    return tuple(standing.values())
