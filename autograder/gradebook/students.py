"""The class in nbgrader's database, and what each student has before an import changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbgrader import api
from sqlalchemy import select

from autograder.results.text import file_name

from .rows import read_book
from .scores import RunScores


def bring_in_students(db: Any, students: Mapping[str, Mapping[str, str | None]], run: RunScores) -> None:
    """Every student of the roster and of the run is in the class; who is there already keeps the row."""
    wanted: dict[str, dict[str, str | None]] = {file_name(row.student_id): {} for row in run.rows} | {
        file_name(key): dict(row) for key, row in students.items()
    }
    there = {student.id: student for student in db.query(api.Student)}
    for key, columns in wanted.items():
        if key not in there:
            db.add(api.Student(id=key, **columns))
            continue
        for column, value in columns.items():
            if value is not None and getattr(there[key], column) != value:
                setattr(there[key], column, value)
    db.flush()


def totals_before(db: Any, assignment: str) -> dict[str, float]:
    """Student -> points of an assignment as they stand."""
    key = db.execute(select(api.Assignment.id).where(api.Assignment.name == assignment)).scalar()
    if key is None:
        return {}
    book = read_book(db, key)
    student_of = {submission: student for student, (submission, _, _) in book.submissions.items()}
    owner = {place: student_of[submission] for (submission, _), place in book.notebooks.items()}
    totals = dict.fromkeys(book.submissions, 0.0)
    for (place, _), grade in book.grades.items():
        totals[owner[place]] += grade.score
    return totals
