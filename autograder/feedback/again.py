"""`autograder why … --again`: a question's failed tests once more in the sandbox, on the very bytes that were graded.

A run's folder keeps no hand-in, only its hash: the hand-in is taken in again from where it lay, and must have that hash.
Nothing is recorded: the run stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.config import Course
from autograder.grading import Graded, grade
from autograder.grading.tasks import Task
from autograder.intake import Asked, HandIn, read_roster, take_in
from autograder.secret import read_secret

from .errors import FeedbackError
from .sources import submissions_of
from .why import find, recorded, verdict_lines, without_time


def again(
    course: Course, run: Path, student: str, question: str, submissions: Path | None, roster: Path | None
) -> Iterator[str]:
    """Run them; what came of it, line by line. Raises FeedbackError when the hand-in is not where it is looked for."""
    assignment, result = find(course, run, student, question)
    if result.status != "graded":
        return
    before = {verdict.test: verdict for verdict in recorded(run, student, question)}
    wanted = tuple(test for test, verdict in before.items() if not verdict.passed) or tuple(before)
    at = submissions or submissions_of(run)
    hand_in = _hand_in(
        course, at, Asked(assignment.name, assignment.may_hand_in(), assignment.modules), result.digest, roster
    )
    done: list[Graded] = []
    task = Task(student, hand_in.files, wanted)
    grade(course, assignment, [task], read_secret(course), 1, done.append, private=(at, run) if at else (run,))
    yield ""
    yield f"once more, now ({len(wanted)} tests):"
    if done[0].failure:
        raise FeedbackError(f"the grader itself failed: {done[0].failure}")
    for verdict in done[0].verdicts:
        yield ""
        same = without_time(verdict) == without_time(before[verdict.test])
        yield f"{'as before' if same else 'NOT as before'}:"
        yield from verdict_lines(verdict)


def _hand_in(course: Course, at: Path | None, asked: Asked, digest: str, roster: Path | None) -> HandIn:
    known = roster or course.root / course.records / "roster.csv"
    if at is not None and at.exists():
        # Whose it is, the hash says: a hand-in that another roster does not know still has its bytes.
        for people in ([read_roster(known)] if known.is_file() else []) + [None]:
            for hand_in in take_in(at, asked, people):
                if hand_in.digest == digest:
                    return hand_in
    raise FeedbackError(
        f"the hand-in with the hash {digest[:12]} does not lie at {at or 'any place that the run names'} any more; "
        "say where it is: --submissions PATH"
    )
