"""From a term's records to every student's course grade. Pure: reads no file, writes none, asks no clock."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.intake.roster import Student

from .attempts import Attempt
from .components import Attendance
from .decisions import Decision, flags
from .grade import CourseGrade, Part, assignments_part, course_grade, failures
from .hand import HandGiven
from .settings import ASSIGNMENTS, ATTENDANCE
from .standing import Standing, stand
from .term import Term


def compute(term: Term) -> list[CourseGrade]:
    """Every student's grade, in the roster's order. Raises PolicyError where a decision fits nothing."""
    return [grade_of(term, student) for student in term.students]


def grade_of(term: Term, student: Student) -> CourseGrade:
    """One student's grade."""
    policy, who = term.policy, student.student_id
    decisions = term.decisions_of.get(who, ())
    standings = standings_of(term, who)
    parts = [
        _part(term, who, component, standings, decisions) for component, weight in policy.weights.items() if weight
    ]
    set_flags = [(decision.what, decision.because) for decision in flags(decisions, policy)]
    failed = failures(policy, term.attendance.get(who, Attendance()), set_flags)
    return course_grade(policy, (who, student.name), standings, parts, failed)


def standings_of(term: Term, who: str) -> list[Standing]:
    """The student in each assignment, by due date: so late days are spent."""
    decisions = term.decisions_of.get(who, ())
    standings: list[Standing] = []
    left = term.policy.late.late_days
    for planned in term.policy.in_order():
        attempts = None if planned.name not in term.attempts else _attempts(term, who, planned.name)
        hand = _hand(term, who, planned.name)
        standing = stand(term.policy, planned, term.worth[planned.name], attempts, hand, decisions, left)
        left = standing.days_left
        standings.append(standing)
    return standings


def _attempts(term: Term, who: str, assignment: str) -> list[Attempt]:
    """The student's hand-ins and those of the group, each once: a member's row of the same bytes adds nothing."""
    members = _own_first(term, who, assignment)
    if len(members) == 1:
        return list(term.attempts_of.get((assignment, who), ()))
    once: dict[str, Attempt] = {}
    for member in members:
        for attempt in term.attempts_of.get((assignment, member), ()):
            once.setdefault(attempt.submission, attempt)
    place = term.recorded_as
    return sorted(once.values(), key=lambda one: place[assignment, one.student_id, one.submission])


def _hand(term: Term, who: str, assignment: str) -> list[HandGiven]:
    """Points given to the student; for a question without any, those given to a member of the group."""
    by_question: dict[str, HandGiven] = {}
    for member in _own_first(term, who, assignment):
        for given in term.hand_of.get((assignment, member), ()):
            by_question.setdefault(given.question, given)
    return list(by_question.values())


def _own_first(term: Term, who: str, assignment: str) -> list[str]:
    return [who, *(member for member in term.groups.of(assignment, who) if member != who)]


def _part(term: Term, who: str, component: str, standings: list[Standing], decisions: Sequence[Decision]) -> Part:
    excused = [d for d in decisions if d.what == "excused" and d.where == component]
    if excused:
        return Part(component, "excused", None, f"Excused ({excused[-1].because}).")
    written = term.components.get(who, {}).get(component)
    if written == "excused":
        return Part(component, "excused", None, "Excused in components.csv.")
    if written is not None:
        return Part(component, "given", written, "Given by hand in components.csv.")
    if component == ASSIGNMENTS:
        return assignments_part(term.policy, standings)
    marks = term.rubrics.get(component, {}).get(who)
    if marks is not None:
        return Part(component, "given" if marks.per_cent is not None else "not given", marks.per_cent, marks.sentence)
    attendance = term.attendance.get(who, Attendance())
    if component == ATTENDANCE and attendance.per_cent is not None:
        counted = len(attendance.present) + len(attendance.missed)
        sentence = f"Present in {len(attendance.present)} of {counted} classes, {len(attendance.excused)} excused."
        return Part(component, "given", attendance.per_cent, sentence)
    return Part(component, "not given", None, "No score is given yet.")
