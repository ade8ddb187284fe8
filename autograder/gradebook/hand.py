"""What people gave in formgrader, as `autograder grades` takes it: it stands in the gradebook, and is read only."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from nbgrader import api
from sqlalchemy import select

from autograder.config import Course
from autograder.intake.roster import Student
from autograder.policy.hand import EXTRA, HandGiven
from autograder.results.text import file_name

from .database import EARLIER, IMPORTED, exists, gradebook


def hand_given(course: Course, students: tuple[Student, ...]) -> list[HandGiven]:
    """Every hand-given score, and each student's extra credit in one sum. Nothing where there is no gradebook."""
    if not exists(course):
        return []
    ids = {file_name(student.student_id): student.student_id for student in students}
    given: list[HandGiven] = []
    with gradebook(course) as book:
        earlier = {row.grade_id: (row.digest, row.score) for row in book.db.execute(select(EARLIER))}
        extra: dict[tuple[str, str], Fraction] = {}
        for row in book.db.execute(_question()):
            student = ids.get(row.student_id)
            if student is None:
                continue
            if row.manual_score is not None:
                digest, score = earlier.get(row.id, ("", None))
                on = digest if row.needs_manual_grade and score == row.manual_score else row.digest or ""
                points = Fraction(str(row.manual_score))
                given.append(HandGiven(student, row.assignment, row.cell, points, on, "", row.manual_comment or ""))
            if row.extra_credit:
                key = (student, row.assignment)
                extra[key] = extra.get(key, Fraction(0)) + Fraction(str(row.extra_credit))
    return given + [HandGiven(student, assignment, EXTRA, points) for (student, assignment), points in extra.items()]


def comments_given(course: Course, assignment: str) -> dict[tuple[str, str], str]:
    """(nbgrader's id of the student, cell) -> what a person wrote there, with or without points. Read only."""
    if not exists(course):
        return {}
    with gradebook(course) as book:
        return {(row.student_id, row.cell): row.manual_comment for row in book.db.execute(_comments(assignment))}


def _comments(name: str) -> Any:
    sub, nb, comment, base = (
        model.__table__ for model in (api.SubmittedAssignment, api.SubmittedNotebook, api.Comment, api.BaseCell)
    )
    assignment = api.Assignment.__table__
    return (
        select(sub.c.student_id, base.c.name.label("cell"), comment.c.manual_comment)
        .select_from(
            comment.join(nb, comment.c.notebook_id == nb.c.id)
            .join(sub, nb.c.assignment_id == sub.c.id)
            .join(assignment, sub.c.assignment_id == assignment.c.id)
            .join(base, comment.c.cell_id == base.c.id)
        )
        .where((assignment.c.name == name) & (comment.c.manual_comment != ""))
    )


def _question() -> Any:
    sub, nb, grade, base = (
        model.__table__ for model in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.BaseCell)
    )
    assignment, comment, solution = api.Assignment.__table__, api.Comment.__table__, base.alias("solution")
    return (
        select(
            grade.c.id,
            sub.c.student_id,
            assignment.c.name.label("assignment"),
            base.c.name.label("cell"),
            grade.c.manual_score,
            grade.c.extra_credit,
            grade.c.needs_manual_grade,
            IMPORTED.c.digest,
            comment.c.manual_comment,
        )
        .select_from(
            grade.join(nb, grade.c.notebook_id == nb.c.id)
            .join(sub, nb.c.assignment_id == sub.c.id)
            .join(assignment, sub.c.assignment_id == assignment.c.id)
            .join(base, grade.c.cell_id == base.c.id)
            .outerjoin(IMPORTED, IMPORTED.c.submission_id == sub.c.id)
            .outerjoin(
                solution,
                (solution.c.notebook_id == base.c.notebook_id)
                & (solution.c.name == base.c.name)
                & (solution.c.type != "GradeCell"),
            )
            .outerjoin(comment, (comment.c.cell_id == solution.c.id) & (comment.c.notebook_id == nb.c.id))
        )
        .where((grade.c.manual_score.is_not(None)) | (grade.c.extra_credit > 0))
    )
