"""`components.csv` and `attendance.csv`: scores of components that people give, and who was in class.

    student_id,attendance,presentation,proposal,final        student_id,2027-02-03,2027-02-10
    student301,,86,95.5,excused                              student301,present,missed

A component's cell holds per cent, `excused`, or nothing (not given yet). A score here stands for any computed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from .exact import exact
from .settings import Policy
from .sheet import read_sheet

Given = Fraction | Literal["excused"]


@dataclass(frozen=True)
class Attendance:
    """How often a student was there. A class without a word about the student is not counted."""

    present: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()

    @property
    def per_cent(self) -> Fraction | None:
        """Present among present and missed; None when there is neither."""
        counted = len(self.present) + len(self.missed)
        return Fraction(100 * len(self.present), counted) if counted else None


def read_components(path: Path, policy: Policy) -> dict[str, dict[str, Given]]:
    """Student id -> component -> per cent or "excused". Raises PolicyError."""
    found: dict[str, dict[str, Given]] = {}
    for line in read_sheet(path, ("student_id",), tuple(policy.weights)).lines:
        student = line.needs("student_id")
        if student in found:
            raise line.wrong(f"{student} stands twice; delete the line that does not hold")
        scores = found.setdefault(student, {})
        for component in policy.weights:
            text = line.cells.get(component, "").strip()
            if text == "excused":
                scores[component] = "excused"
            elif text:
                try:
                    score = exact(text)
                except ValueError as error:
                    raise line.wrong(f"{component}: {error}, and not `excused`") from None
                if not 0 <= score <= 100:
                    raise line.wrong(f"{component}: {text} is not between 0 and 100 per cent")
                scores[component] = score
    return found


def read_attendance(path: Path) -> dict[str, Attendance]:
    """Student id -> attendance. Raises PolicyError for a word other than present, missed, excused or nothing."""
    sheet = read_sheet(path, ("student_id",))
    found: dict[str, Attendance] = {}
    for line in sheet.lines:
        student = line.needs("student_id")
        if student in found:
            raise line.wrong(f"{student} stands twice; put both lines together")
        days: Mapping[str, list[str]] = {"present": [], "missed": [], "excused": []}
        for heading in sheet.headings:
            word = line[heading].strip().lower()
            if heading == "student_id" or not word:
                continue
            if word not in days:
                raise line.wrong(f"{heading}: {word!r} is not present, missed or excused")
            days[word].append(heading)
        found[student] = Attendance(tuple(days["present"]), tuple(days["missed"]), tuple(days["excused"]))
    return found
