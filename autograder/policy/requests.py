"""`records/requests.csv`: what students ask to be looked at again, and what people answered. Read, never written.

    date,student_id,assignment,question,reason,answer,points,by,because
    2027-02-11,student301,week01_warmup,conv2d-flops,"The handout allows a list.",accepted,6,kim,"It does; the test was too strict."
    2027-02-11,student302,week01_warmup,roofline,"It works on my laptop.",declined,,kim,"The ridge point itself is missing."

The last four are empty while a request is open. An accepted one names the question's points after the answer; they become a
hand-given score in the gradebook (`gradebook.requests`), never a change of a result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from .exact import exact, shown
from .sheet import Line, read_sheet

COLUMNS = ("date", "student_id", "assignment", "question", "reason")
OPTIONAL = ("answer", "points", "by", "because")


@dataclass(frozen=True)
class Request:
    """One line."""

    date: date
    student_id: str
    assignment: str
    question: str
    reason: str
    answer: str = ""
    """`accepted`, `declined`, or "" while it is open."""
    points: Fraction | None = None
    by: str = ""
    because: str = ""

    @property
    def answered(self) -> str:
        """The answer in a sentence."""
        if not self.answer:
            return "Not answered yet."
        points = f": {shown(self.points)} points" if self.points is not None else ""
        return f"{self.answer.capitalize()} by {self.by}{points}.{f' {self.because}' if self.because else ''}"


def read_requests(
    path: Path,
    assignment: str,
    worth: Mapping[str, int],
    assignments: Collection[str],
    students: Collection[str] | None = None,
) -> tuple[Request, ...]:
    """The requests about one assignment, in the file's order.

    `worth`: its questions; `assignments`: all that there are; `students`: the roster, where there is one.
    Raises PolicyError for a line that is not whole.
    """
    found = []
    accepted: set[tuple[str, str]] = set()
    for line in read_sheet(path, COLUMNS, OPTIONAL).lines:
        where = line.needs("assignment").strip()
        if where not in assignments:
            raise line.wrong(f"there is no assignment {where!r}; there are: {', '.join(assignments)}")
        if where != assignment:
            continue
        request = _request(line, assignment, worth)
        if students is not None and request.student_id not in students:
            raise line.wrong(f"{request.student_id!r} is not on the roster; correct the spelling")
        if request.answer == "accepted" and (request.student_id, request.question) in accepted:
            raise line.wrong(f"a request of {request.student_id} about {request.question} is accepted already")
        if request.answer == "accepted":
            accepted.add((request.student_id, request.question))
        found.append(request)
    return tuple(found)


def _request(line: Line, assignment: str, worth: Mapping[str, int]) -> Request:
    student, question = line.needs("student_id"), line.needs("question").strip()
    if question not in worth:
        raise line.wrong(f"{assignment} has no question {question!r}; there are: {', '.join(worth)}")
    try:
        day = date.fromisoformat(line.needs("date").strip())
    except ValueError:
        raise line.wrong(f"{line['date']!r} is no date; write it like 2027-02-11") from None
    answer, points, by, because = (line.cells.get(name, "").strip() for name in OPTIONAL)
    if answer not in ("", "accepted", "declined"):
        raise line.wrong(f"{answer!r} is no answer; it is accepted, declined, or empty while the request is open")
    if answer and not by:
        raise line.wrong("who answered? Fill in the column by")
    if answer == "declined" and not because:
        raise line.wrong("a declined request needs its reason in the column because")
    if (answer == "accepted") != bool(points):
        raise line.wrong("an accepted request, and no other, names the question's points after it in the column points")
    value = None
    if points:
        try:
            value = exact(points)
        except ValueError as error:
            raise line.wrong(str(error)) from None
        if not 0 <= value <= worth[question]:
            raise line.wrong(f"{points} points: {question} is worth {worth[question]}")
    return Request(day, student, assignment, question, line.needs("reason").strip(), answer, value, by, because)
