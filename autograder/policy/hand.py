"""`hand.csv`: points that a person gave. Read, never written: no regrade, import or export can touch them.

    student_id,assignment,question,points,submission,by,comment
    student301,week01_warmup,growth-written,4.5,3fa2c1,kim,"Right, but where is the unit?"

A question of `assignment.toml` may stand here: the hand-given points then stand for the automatic ones. `extra-credit`
comes on top. `submission` is the hand-in that was read (its first letters will do); left empty, whichever counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from .attempts import Attempt
from .exact import exact
from .sheet import read_sheet

COLUMNS = ("student_id", "assignment", "question", "points")
OPTIONAL = ("submission", "by", "comment")
EXTRA = "extra-credit"


@dataclass(frozen=True)
class HandGiven:
    """Points for one question of one student. nbgrader's gradebook gives the same record for what stands in it."""

    student_id: str
    assignment: str
    question: str
    points: Fraction
    submission: str = ""
    by: str = ""
    comment: str = ""

    def is_of(self, attempt: Attempt) -> bool:
        """Whether they were given on this hand-in, as far as anybody said."""
        return attempt.submission.startswith(self.submission)


def read_hand(path: Path, most: Mapping[str, Fraction]) -> tuple[HandGiven, ...]:
    """All hand-given points. `most`: the written points of each assignment. Raises PolicyError."""
    given: dict[tuple[str, str, str], HandGiven] = {}
    for line in read_sheet(path, COLUMNS, OPTIONAL).lines:
        assignment, question = line.needs("assignment").strip(), line.needs("question").strip()
        if assignment not in most:
            raise line.wrong(f"there is no assignment {assignment!r} in [policy]; there are: {', '.join(most)}")
        try:
            points = exact(line.needs("points").strip())
        except ValueError as error:
            raise line.wrong(str(error)) from None
        if points < 0:
            raise line.wrong(f"points are {line['points']}; they cannot be below 0")
        more = [line.cells.get(name, "").strip() for name in OPTIONAL]
        one = HandGiven(line.needs("student_id"), assignment, question, points, *more)
        key = (one.student_id, assignment, question)
        if key in given:
            raise line.wrong(f"{question} of {one.student_id} has points twice; delete the line that does not hold")
        given[key] = one
    return tuple(given.values())
