"""What is known of a student beside the tests: when the hand-in came, what lateness cost, what people gave by hand.

From the term's records and the gradebook, read once for the whole run. Where there are none, there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from autograder.config import Assignment, Course
from autograder.intake import Roster, read_roster
from autograder.policy.clock import said
from autograder.policy.compute import standings_of
from autograder.policy.explain import explain_standing
from autograder.policy.hand import EXTRA, HandGiven
from autograder.policy.standing import Standing
from autograder.policy.term import Term, load_term
from autograder.results.text import file_name

from .words import number


@dataclass(frozen=True)
class ByHand:
    """What a person gave for a question, a written answer, or on top."""

    of: str
    points: str
    """`4 of 5`, or "" for a comment alone."""
    by: str
    comment: str


@dataclass(frozen=True)
class Standings:
    """One student in this assignment."""

    received: str = ""
    """The moment of this run's hand-in; "" when nobody recorded it."""
    lines: tuple[str, ...] = ()
    """How it counts, in sentences; empty when nothing is recorded."""
    counts: str = ""
    """`61.5 of 120 points`, after lateness and with what was given by hand; "" when nothing is recorded."""
    by_hand: tuple[ByHand, ...] = ()


@dataclass(frozen=True)
class Known:
    """The term, and what is given by hand in this assignment."""

    assignment: Assignment
    term: Term | None = None
    comments: Mapping[tuple[str, str], str] = field(default_factory=dict)
    hand: tuple[HandGiven, ...] = ()
    """What the gradebook holds, where no policy says how it counts."""
    worth: Mapping[str, float] = field(default_factory=dict)
    """What each question and each written answer is worth."""

    def of(self, student: str, digest: str) -> Standings:
        """What is known of one student, whose hand-in of the run has this hash."""
        if self.term is None:
            mine = [one for one in self.hand if (one.student_id, one.assignment) == (student, self.assignment.name)]
            return Standings(by_hand=self._by_hand(student, mine))
        if student not in {one.student_id for one in self.term.students}:
            return Standings()
        planned = [s for s in standings_of(self.term, student) if s.planned.name == self.assignment.name]
        hand = self.term.hand_of.get((self.assignment.name, student), ())
        by_hand = self._by_hand(student, planned[0].counted.hand if planned and planned[0].counted else hand)
        if not planned or planned[0].state == "not graded":
            return Standings(by_hand=by_hand)
        return self._standing(planned[0], digest, by_hand)

    def _standing(self, standing: Standing, digest: str, by_hand: tuple[ByHand, ...]) -> Standings:
        assert self.term is not None
        policy = self.term.policy
        everything = [one.attempt for one in (standing.counted, *standing.others) if one is not None and one.attempt]
        mine = [attempt for attempt in everything if attempt.submission == digest]
        when = mine[0].submitted_at if mine else None
        lines = explain_standing(policy, standing)
        if digest and not mine and standing.state != "excused":
            lines.insert(0, "This hand-in has not been recorded for the course grade yet.")
        elif standing.counted and mine and standing.counted.attempt is not mine[0]:
            lines.insert(0, "Another hand-in of yours counts than the one that this page is about.")
        counts = ""
        if standing.state in ("counted", "missing"):
            counts = f"{_points(standing.points)} of {_points(standing.worth.maximum)} points"
        return Standings(said(when, policy.zone) if when else "", tuple(lines), counts, by_hand)

    def _by_hand(self, student: str, given: Sequence[HandGiven]) -> tuple[ByHand, ...]:
        found: dict[str, ByHand] = {}
        for one in given:
            worth = self.worth.get(one.question)
            points = _points(one.points) + (f" of {number(worth)}" if worth is not None else "")
            name = "extra credit" if one.question == EXTRA else one.question
            found[one.question] = ByHand(name, f"{points} points", one.by, one.comment)
        for (of, cell), comment in self.comments.items():
            if of == file_name(student) and cell not in found:
                found[cell] = ByHand(cell, "", "", comment)
        return tuple(found.values())


def known(course: Course, assignment: Assignment) -> Known:
    """Read the records and the gradebook. Raises PolicyError, GradebookError and others, where they are not in order."""
    worth = {question.id: float(question.points) for question in assignment.questions}
    roster = _roster(course)
    if roster is None:
        return Known(assignment, worth=worth)
    # nbgrader takes long to import, and only a course that has a gradebook needs it.
    from autograder.gradebook.hand import comments_given, hand_given
    from autograder.gradebook.layout import layout_of

    if assignment.notebook and assignment.hand_total:
        for cells in layout_of(course, assignment).notebooks.values():
            worth |= {cell.name: cell.points for cell in cells if cell.points is not None}
    comments, hand = comments_given(course, assignment.name), hand_given(course, roster.students)
    if course.policy is None or assignment.name not in [one.name for one in course.policy.assignments]:
        return Known(assignment, None, comments, tuple(hand), worth)
    return Known(assignment, load_term(course, hand), comments, (), worth)


def _roster(course: Course) -> Roster | None:
    file = course.root / course.records / "roster.csv"
    return read_roster(file) if file.is_file() else None


def _points(value: Fraction) -> str:
    return number(float(value))
