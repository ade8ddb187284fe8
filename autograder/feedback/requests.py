"""`autograder requests RUN`: the open regrade requests with their questions' stories in short, for whoever answers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from autograder.config import Assignment, Course
from autograder.grading import Verdict
from autograder.intake import read_roster
from autograder.policy.hand import read_hand
from autograder.policy.requests import Request, read_requests

from .errors import FeedbackError
from .result import assignment_of, read_results
from .why import recorded
from .words import kind_in_words, of_points


def requests_of(course: Course, assignment: Assignment) -> tuple[Request, ...]:
    """What `records/requests.csv` says about an assignment. Raises PolicyError."""
    records = course.root / course.records
    roster = records / "roster.csv"
    students = {one.student_id for one in read_roster(roster).students} if roster.is_file() else None
    weeks = sorted(file.parent.name for file in course.root.glob("assignments/*/assignment.toml"))
    worth = {question.id: question.points for question in assignment.questions}
    return read_requests(records / "requests.csv", assignment.name, worth, weeks, students)


def listed(course: Course, run: Path, give: bool) -> Iterator[str]:
    """Line by line: what is given, what is open, how many are answered. Raises FeedbackError, PolicyError, GradebookError."""
    assignment = course.assignment(assignment_of(run))
    asked = requests_of(course, assignment)
    if give:
        yield from _give(course, assignment, asked)
    results = {result.student_id: result for result in read_results(run, assignment)[0]}
    for request in asked:
        if request.answer:
            continue
        if request.student_id not in results:
            raise FeedbackError(
                f"{run} has no student {request.student_id!r}, who has asked; give the run of that hand-in"
            )
        question = next(one for one in results[request.student_id].questions if one.id == request.question)
        yield f"open: {request.student_id}, {request.question}, {request.date}: {request.reason}"
        yield f"    {of_points(question.points, question.worth)} by the tests"
        for verdict in recorded(run, request.student_id, request.question):
            if not verdict.passed:
                yield f"    {_short(verdict)}"
    counts = {answer: sum(one.answer == answer for one in asked) for answer in ("", "accepted", "declined")}
    yield f"{counts['']} open, {counts['accepted']} accepted, {counts['declined']} declined"


def _give(course: Course, assignment: Assignment, asked: Sequence[Request]) -> Iterator[str]:
    # nbgrader takes long to import, and listing does not need it.
    from autograder.gradebook.requests import give

    in_file = {
        (given.student_id, given.question)
        for given in read_hand(course.root / course.records / "hand.csv", _planned(course, assignment))
        if given.assignment == assignment.name
    }
    for request in asked:
        if request.answer == "accepted" and (request.student_id, request.question) in in_file:
            raise FeedbackError(
                f"nothing was changed: {request.question} of {request.student_id} has points in hand.csv already; "
                "change them there, or delete that line"
            )
    for line in give(course, asked):
        yield f"given: {line}"


def _planned(course: Course, assignment: Assignment) -> dict[str, Fraction]:
    """The assignments that may stand in hand.csv."""
    names = [one.name for one in course.policy.assignments] if course.policy else []
    return dict.fromkeys([assignment.name, *names], Fraction(0))


def _short(verdict: Verdict) -> str:
    staff = verdict.staff
    call = f"{staff['asked']} came back as {staff['came_back']}: " if staff.get("asked") else ""
    return f"{verdict.test}: {kind_in_words(verdict.kind)}. {call}{staff.get('problem') or verdict.sentence}"
