"""From a term's records to every student's course grade. Pure: reads no file, writes none, asks no clock."""

from __future__ import annotations

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
    decisions = [decision for decision in term.decisions if decision.student_id == who]
    standings = standings_of(term, who, decisions)
    parts = [
        _part(term, who, component, standings, decisions) for component, weight in policy.weights.items() if weight
    ]
    set_flags = [(decision.what, decision.because) for decision in flags(decisions, policy)]
    failed = failures(policy, term.attendance.get(who, Attendance()), set_flags)
    return course_grade(policy, (who, student.name), standings, parts, failed)


def standings_of(term: Term, who: str, decisions: list[Decision]) -> list[Standing]:
    """The student in each assignment, by due date: so late days are spent."""
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
    """The student's hand-ins and those of the group, each once."""
    members = term.groups.of(assignment, who)
    theirs = [attempt for attempt in term.attempts[assignment] if attempt.student_id in members]
    own = {attempt.submission for attempt in theirs if attempt.student_id == who}
    once: dict[str, Attempt] = {}
    for attempt in theirs:
        if attempt.student_id == who or attempt.submission not in own:
            once.setdefault(attempt.submission, attempt)
    return list(once.values())


def _hand(term: Term, who: str, assignment: str) -> list[HandGiven]:
    """Points given to the student; for a question without any, those given to a member of the group."""
    members = term.groups.of(assignment, who)
    given = [one for one in term.hand if one.assignment == assignment and one.student_id in members]
    own = {one.question: one for one in given if one.student_id == who}
    for one in given:
        own.setdefault(one.question, one)
    return list(own.values())


def _part(term: Term, who: str, component: str, standings: list[Standing], decisions: list[Decision]) -> Part:
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
