"""`grades.csv`: the class in one table, for a person's spreadsheet, so every text in it is inert."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from autograder.results.store import write_bytes
from autograder.results.text import cell, name_cell

from .exact import half_up
from .grade import CourseGrade
from .settings import Policy


def grades_table(policy: Policy, grades: Sequence[CourseGrade]) -> list[list[str]]:
    """Heading and rows: points of each assignment, per cent of each component, number, letter, what is to be known."""
    assignments = [planned.name for planned in policy.in_order()]
    components = [name for name, weight in policy.weights.items() if weight]
    rows = [["student_id", "name", *assignments, *components, "number", "letter", "final", "notes"]]
    for grade in grades:
        points = {s.planned.name: s.state if s.per_cent is None else _number(s.points) for s in grade.standings}
        scores = {p.name: p.state if p.score is None else _number(p.score) for p in grade.parts}
        dropped = f"dropped: {', '.join(s.planned.name for s in grade.dropped)}" if grade.dropped else ""
        waits = [s.planned.name for s in grade.standings if s.waits]
        waiting = f"points by hand are not given yet: {', '.join(waits)}" if waits else ""
        failed = f"F: {'; '.join(grade.failed)}" if grade.failed else ""
        rows.append(
            [
                cell(grade.student_id),
                name_cell(grade.name),
                *(points[name] for name in assignments),
                *(scores[name] for name in components),
                "" if grade.number is None else format(grade.number, "f"),
                cell(grade.letter),
                "yes" if grade.complete else "so far",
                cell(". ".join(note for note in (failed, dropped, waiting) if note)),
            ]
        )
    return rows


def write_grades(path: Path, policy: Policy, grades: Sequence[CourseGrade]) -> None:
    """Write the table, whole or not at all."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(grades_table(policy, grades))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, out.getvalue().encode("utf-8", "backslashreplace"))


def _number(value: Fraction) -> str:
    return format(half_up(value, 2), "f")
