"""Rows of nbgrader's tables, read and written in bulk: a class of a thousand is thirty thousand grades.

Values only; what they mean is decided in `importing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import bindparam, insert, select, update


@dataclass(frozen=True)
class GradeRow:
    """One score of one student, as it stands."""

    id: str
    auto: float | None
    manual: float | None
    extra: float
    review: bool
    """nbgrader's `needs_manual_grade`."""

    @property
    def score(self) -> float:
        """As nbgrader counts it."""
        return (self.manual if self.manual is not None else self.auto or 0.0) + (
            self.extra if self.manual is not None or self.auto is not None else 0.0
        )


@dataclass(frozen=True)
class CommentRow:
    """One comment."""

    id: str
    auto: str | None
    manual: str | None


@dataclass
class Book:
    """One assignment's submissions as the database has them, by student."""

    submissions: dict[str, tuple[str, datetime | None, timedelta | None]]
    """Student -> id, timestamp, extension."""
    notebooks: dict[tuple[str, str], str]
    """(submission id, notebook id) -> id."""
    grades: dict[tuple[str, str], GradeRow]
    """(submitted notebook's id, cell's id) -> row."""
    comments: dict[tuple[str, str], CommentRow]


def read_book(db: Any, assignment_id: str) -> Book:
    """Everything about an assignment, in four questions."""
    sub, nb, grade, comment = (
        model.__table__ for model in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment)
    )
    mine = sub.c.assignment_id == assignment_id
    submissions = {
        student: (key, when, extension)
        for key, student, when, extension in db.execute(
            select(sub.c.id, sub.c.student_id, sub.c.timestamp, sub.c.extension).where(mine)
        )
    }
    inside = nb.join(sub, nb.c.assignment_id == sub.c.id)
    notebooks = {
        (submission, notebook): key
        for key, submission, notebook in db.execute(
            select(nb.c.id, nb.c.assignment_id, nb.c.notebook_id).select_from(inside).where(mine)
        )
    }
    grades = {
        (notebook, cell): GradeRow(key, auto, manual, extra or 0.0, bool(review))
        for key, notebook, cell, auto, manual, extra, review in db.execute(
            select(
                grade.c.id,
                grade.c.notebook_id,
                grade.c.cell_id,
                grade.c.auto_score,
                grade.c.manual_score,
                grade.c.extra_credit,
                grade.c.needs_manual_grade,
            )
            .select_from(grade.join(inside, grade.c.notebook_id == nb.c.id))
            .where(mine)
        )
    }
    comments = {
        (notebook, cell): CommentRow(key, auto, manual)
        for key, notebook, cell, auto, manual in db.execute(
            select(
                comment.c.id, comment.c.notebook_id, comment.c.cell_id, comment.c.auto_comment, comment.c.manual_comment
            )
            .select_from(comment.join(inside, comment.c.notebook_id == nb.c.id))
            .where(mine)
        )
    }
    return Book(submissions, notebooks, grades, comments)


def insert_rows(db: Any, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows of one shape."""
    if rows:
        db.execute(insert(table), list(rows))


def update_rows(db: Any, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Change many rows of one shape, each named by its `id`."""
    listed = [{f"new_{key}": value for key, value in row.items()} for row in rows]
    if listed:
        changed: dict[str, Any] = {key.removeprefix("new_"): bindparam(key) for key in listed[0] if key != "new_id"}
        db.connection().execute(update(table).where(table.c.id == bindparam("new_id")).values(**changed), listed)
