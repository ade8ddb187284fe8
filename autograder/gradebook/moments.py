"""When hand-ins came, whose due date is when, and which hand-in counts: from the term's records, never from a student."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from autograder.config import Course
from autograder.policy.compute import standings_of
from autograder.policy.late import due_for
from autograder.policy.standing import Priced
from autograder.policy.term import load_term


@dataclass(frozen=True)
class Known:
    """What the records say about one student in one assignment."""

    counts: str
    """The hash of the hand-in that counts; "" when none is recorded."""
    submitted: Mapping[str, datetime | None]
    """By hand-in: its moment, in UTC without a zone, as nbgrader keeps it."""
    points: Mapping[str, Fraction]
    """By hand-in: what it is worth after lateness."""
    extension: timedelta | None
    """How much later than published it is due for this student."""


@dataclass(frozen=True)
class Moments:
    """An assignment's times."""

    due: datetime | None = None
    students: Mapping[str, Known] = field(default_factory=dict)

    def of(self, student: str) -> Known:
        """What is known of a student; nothing, for one of whom there is no record."""
        return self.students.get(student, Known("", {}, {}, None))


def moments_of(course: Course, assignment: str) -> Moments:
    """Read the records. Without a policy, a roster or a due date there is nothing to say. Raises PolicyError and others."""
    roster = course.root / course.records / "roster.csv"
    planned = [one for one in course.policy.assignments if one.name == assignment] if course.policy else []
    if course.policy is None or not planned:
        return Moments()
    published = course.policy.due(planned[0])
    if not roster.is_file():
        return Moments(_naive(published))
    term = load_term(course)
    students = {}
    for student in term.students:
        decisions = term.decisions_of.get(student.student_id, ())
        standing = next(s for s in standings_of(term, student.student_id) if s.planned.name == assignment)
        later = due_for(course.policy, planned[0], decisions).moment - published
        everything = [one for one in (standing.counted, *standing.others) if one is not None and one.attempt]
        counted = standing.counted.attempt if standing.counted else None
        students[student.student_id] = Known(
            counted.submission if counted else "",
            {_digest(one): _naive(one.attempt.submitted_at) for one in everything if one.attempt},
            {_digest(one): one.price.points for one in everything},
            later if later > timedelta() else None,
        )
    return Moments(_naive(published), students)


def _digest(one: Priced) -> str:
    return one.attempt.submission if one.attempt else ""


def _naive(when: datetime | None) -> datetime | None:
    return when.astimezone(UTC).replace(tzinfo=None) if when else None
