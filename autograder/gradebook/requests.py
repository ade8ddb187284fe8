"""Accepted regrade requests become hand-given scores in the gradebook, all or nothing; what a person gave there stands.

The score goes where formgrader would put it: `manual_score` of the question's cell, and a comment. No result is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nbgrader.api import MissingEntry

from autograder.config import Course
from autograder.policy.requests import Request
from autograder.results.text import file_name

from .database import begin, exists, gradebook
from .errors import GradebookError
from .layout import MODULES
from .report import number


def give(course: Course, requests: Sequence[Request]) -> list[str]:
    """Give what is accepted and not given yet; a sentence for each. Raises GradebookError, and then nothing has changed."""
    accepted = [request for request in requests if request.answer == "accepted"]
    if not accepted:
        return []
    if not exists(course):
        raise GradebookError("there is no gradebook yet; give first: autograder gradebook import RUN")
    with gradebook(course) as book:
        begin(book)
        said = [line for request in accepted for line in _give(book, request)]
        book.db.commit()
    return said


def _give(book: Any, request: Request) -> list[str]:
    student = file_name(request.student_id)
    try:
        grade = book.find_grade(request.question, MODULES, request.assignment, student)
        comment = book.find_comment(request.question, MODULES, request.assignment, student)
    except MissingEntry:
        raise GradebookError(
            f"nothing was changed: {request.student_id} has no {request.question} in the gradebook; import the run first: "
            "autograder gradebook import RUN"
        ) from None
    points = float(request.points or 0)
    if grade.manual_score is not None:
        if grade.manual_score == points:
            return []
        raise GradebookError(
            f"nothing was changed: {request.student_id} has {number(grade.manual_score)} points by hand for {request.question} "
            f"already, and the accepted request says {number(points)}; a person changes one of the two"
        )
    before = grade.auto_score or 0.0
    grade.manual_score, grade.needs_manual_grade = points, False
    note = f"Your request of {request.date} was {request.answered[:1].lower()}{request.answered[1:]}"
    comment.manual_comment = "\n\n".join(filter(None, [comment.manual_comment, note]))
    return [f"{request.student_id}: {request.question}: {number(before)} to {number(points)} points, by {request.by}"]
