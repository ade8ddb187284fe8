"""`groups.csv`: who hands in or presents together, and the rules for signing up.

    where,group,student_id
    week01_warmup,team-1,student301
    presentation,"Efficient transformers, a survey",student301

`where` is an assignment or a component; for `presentation` the group is the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import PolicyError
from .settings import Policy
from .sheet import read_sheet

COLUMNS = ("where", "group", "student_id")


@dataclass(frozen=True)
class Groups:
    """All groups: `(where, group)` to its members."""

    members: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, where: str, student_id: str) -> tuple[str, ...]:
        """Everybody whose hand-in counts for the student: the group, or the student alone."""
        return self._by_member.get((where, student_id), (student_id,))

    @cached_property
    def _by_member(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return {(where, one): members for (where, _), members in self.members.items() for one in members}

    def find(self, where: str, group: str) -> tuple[str, ...]:
        """The members of a group by its name; empty when there is none."""
        return self.members.get((where, group), ())


def read_groups(path: Path, policy: Policy) -> Groups:
    """Read without judging sizes: `breaches` does. Raises PolicyError for what cannot be a group."""
    places = [*(planned.name for planned in policy.assignments), *policy.weights]
    found: dict[tuple[str, str], list[str]] = {}
    for line in read_sheet(path, COLUMNS, ()).lines:
        where, group, student = line.needs("where").strip(), line.needs("group").strip(), line.needs("student_id")
        if where not in places:
            raise line.wrong(f"{where!r} is no assignment or component; there are: {', '.join(places)}")
        found.setdefault((where, group), []).append(student)
    return Groups({key: tuple(members) for key, members in found.items()})


def breaches(groups: Groups, policy: Policy) -> Iterator[str]:
    """A sentence for each rule of signing up that is broken."""
    signed: dict[tuple[str, str], list[str]] = {}
    for (where, group), members in groups.members.items():
        most = policy.groups.most(where)
        if len(members) > most:
            yield f"{where}: {group!r} has {len(members)} members, {', '.join(members)}; at most {most} are allowed"
        for student in members:
            signed.setdefault((where, student), []).append(group)
    for (where, student), names in signed.items():
        if len(names) > 1:
            listed = " and ".join(repr(name) for name in names)
            yield f"{where}: {student} is in {listed}; a student can be in one only"


def refuse_breaches(groups: Groups, policy: Policy) -> None:
    """Raises PolicyError with every broken rule: a group that is too large gets no grade by chance."""
    if found := list(breaches(groups, policy)):
        raise PolicyError("groups.csv: " + "\ngroups.csv: ".join(found))


def unsigned(groups: Groups, where: str, students: Sequence[str]) -> list[str]:
    """Who is in no group of `where`."""
    signed = {student for (place, _), members in groups.members.items() if place == where for student in members}
    return [student for student in students if student not in signed]
