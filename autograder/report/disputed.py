"""What was found wrong or asked about: voided tests, and regrade requests with their answers. Judges none of them."""

from __future__ import annotations

from autograder.config import Course
from autograder.feedback.requests import requests_of

from .reading import ClassRun
from .tables import Column, Section, Table, Value, counted


def disputed_section(course: Course, run: ClassRun) -> Section:
    """Voided tests with how many had failed them, and every request. Raises PolicyError."""
    verdicts = [{verdict.test: verdict for verdict in graded.verdicts} for graded in run.graded]
    voided: list[dict[str, Value]] = [
        {
            "name": one.test.partition("::")[2].removeprefix("test_").replace("_", " "),
            "failed": sum(one.test in of and not of[one.test].passed for of in verdicts),
            "gives": {"everyone": "to everyone", "shared": "to the question's other tests"}[one.gives],
            "reason": one.reason,
        }
        for one in run.assignment.voided
    ]
    asked = requests_of(course, run.assignment)
    requests: list[dict[str, Value]] = [
        {
            "student": one.student_id,
            "question": one.question,
            "date": one.date.isoformat(),
            "reason": one.reason,
            "answer": one.answer or "open",
            "points": None if one.points is None else float(one.points),
            "by": one.by,
            "because": one.because,
        }
        for one in sorted(asked, key=lambda one: (bool(one.answer), one.date))
    ]
    waiting = sum(not one.answer for one in asked)
    return Section(
        "disputed",
        "Voided tests and requests",
        (f"Open: {waiting} of {counted(len(asked), 'request')}.",) if asked else (),
        (),
        (
            Table(
                "voided",
                "Voided tests",
                (
                    Column("name", "test"),
                    Column("failed", "hand-ins that fail it", "count"),
                    Column("gives", "its points go"),
                    Column("reason", "reason"),
                ),
                tuple(voided),
            ),
            Table(
                "requests",
                "Regrade requests",
                (
                    Column("student", "student", "who"),
                    Column("question", "question", "id"),
                    Column("date", "asked on"),
                    Column("reason", "reason"),
                    Column("answer", "answer"),
                    Column("points", "points", "points"),
                    Column("by", "by"),
                    Column("because", "because"),
                ),
                tuple(requests),
                private=True,
            ),
        ),
    )
