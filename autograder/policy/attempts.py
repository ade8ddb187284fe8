"""`attempts/<assignment>.csv`: every hand-in that was graded and recorded, with its moment and its points.

Written by `autograder record` only, whole or not at all. A hand-in is known by its student and the hash of its bytes:
a regrade replaces its points, another hand-in adds a row. Points given by hand never come in here.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.results.store import write_bytes

from .clock import read_moment
from .errors import PolicyError
from .exact import exact, half_up
from .sheet import read_sheet

COLUMNS = ("student_id", "submission", "submitted_at", "marked_late", "run")


@dataclass(frozen=True)
class Attempt:
    """One hand-in of one student."""

    student_id: str
    submission: str
    """The hash of its bytes, or `refused`."""
    submitted_at: datetime | None
    """UTC, by the LMS's clock; None when nobody said."""
    points: Mapping[str, Fraction]
    """By question id, as the tests gave them."""
    marked_late: bool = False
    """The LMS called it late, without saying when it came."""
    run: str = ""

    @property
    def total(self) -> Fraction:
        """The automatic points."""
        return sum(self.points.values(), Fraction(0))


def read_attempts(path: Path, local: ZoneInfo) -> tuple[Attempt, ...]:
    """The recorded hand-ins of one assignment, in the order in which they were recorded. Raises PolicyError."""
    sheet = read_sheet(path, COLUMNS)
    questions = [heading for heading in sheet.headings if heading not in COLUMNS]
    attempts = []
    for line in sheet.lines:
        try:
            when = read_moment(line["submitted_at"], local) if line["submitted_at"].strip() else None
            points = {question: exact(line[question]) for question in questions if line[question]}
        except ValueError as error:
            raise line.wrong(f"{error}; this file is written by `autograder record`: record the run again") from None
        student, submission = line.needs("student_id"), line.needs("submission")
        attempts.append(Attempt(student, submission, when, points, line["marked_late"] == "yes", line["run"]))
    counts = Counter((attempt.student_id, attempt.submission) for attempt in attempts)
    if doubled := sorted(key for key, count in counts.items() if count > 1):
        raise PolicyError(f"{path.name}: the hand-in {doubled[0][1]} of {doubled[0][0]} stands twice; delete one line")
    return tuple(attempts)


def write_attempts(path: Path, attempts: Sequence[Attempt]) -> None:
    """Write the file anew, atomically."""
    questions = list(dict.fromkeys(question for attempt in attempts for question in attempt.points))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *questions])
    for attempt in attempts:
        when = attempt.submitted_at.astimezone(UTC).isoformat() if attempt.submitted_at else ""
        late = "yes" if attempt.marked_late else ""
        cells = [_number(attempt.points[q]) if q in attempt.points else "" for q in questions]
        writer.writerow([attempt.student_id, attempt.submission, when, late, attempt.run, *cells])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, out.getvalue().encode("utf-8"))


def in_time_order(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Earliest first: by their moments when all have one, else in the order in which they were recorded."""
    listed = list(attempts)
    if all(attempt.submitted_at for attempt in listed):
        listed.sort(key=lambda attempt: attempt.submitted_at or datetime.min.replace(tzinfo=UTC))
    return listed


def _number(value: Fraction) -> str:
    text = format(half_up(value, 6), "f")
    return text.rstrip("0").rstrip(".")
