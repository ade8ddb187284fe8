"""`autograder why STUDENT QUESTION`: the whole story of one question, for a TA in office hours.

From the staff's record, so it is for staff only; `public` gives instead, word for word, what the student's page says of
the question. Nothing is run here. Lines are printed one by one through `terminal.say`, which makes them inert.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.config import Assignment, ConfigError, Course
from autograder.grading import Verdict
from autograder.results import RunFolder
from autograder.results.voided import said

from .asks import asks
from .errors import FeedbackError
from .known import known
from .page import Page
from .plain import question_lines
from .result import Result, assignment_of, read_results
from .words import kind_in_words, of_points

_PRINTED = 12
"""So many lines of what was printed are shown from its beginning, and as many from its end."""


def newest_run(course: Course, question: str) -> Path:
    """The run in `runs/` that was graded last and has this question. Raises FeedbackError."""
    found = sorted(course.root.glob("runs/*/run.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in found:
        try:
            assignment = course.assignment(assignment_of(file.parent))
        except (ConfigError, FeedbackError):
            continue
        if question in [one.id for one in assignment.questions]:
            return file.parent
    raise FeedbackError(
        f"no run in runs/ has a question {question!r}; correct its spelling, or say where: --run FOLDER"
    )


def story(course: Course, run: Path, student: str, question: str, public: bool) -> Iterator[str]:
    """The lines. Raises FeedbackError for a student or a question that the run does not have."""
    assignment, result = find(course, run, student, question)
    mine = next(one for one in result.questions if one.id == question)
    standing = known(course, assignment).of(student, result.digest)
    asked = asks(course, assignment)
    if result.status != "graded":
        yield f"{student}: {question}: {of_points(0, mine.worth)}, since the hand-in is {result.status}"
        yield from result.messages
        return
    if public:
        yield from question_lines(Page(course.title, assignment.title, result, asked, standing), mine)
        return
    yield f"{student}: {question}: {of_points(mine.points, mine.worth)} by the tests ({run})"
    yield f"hand-in {result.digest[:12]}, graded at {result.graded_at}, isolation level {result.isolation}"
    for ask in asked.get(question, ()):
        yield f"asked: {ask.signature} - {ask.text}"
    for given in standing.by_hand:
        if given.of == question:
            yield f"by hand: {' '.join(filter(None, [given.points, given.by and f'by {given.by}', given.comment]))}"
    yield from result.messages
    limits, voided = assignment.limits, said(assignment)
    yield f"limits, where a test has none of its own: {limits.timeout:g} s, {limits.memory_mb:,} MB (docs/limits.md)"
    for verdict in recorded(run, student, question):
        yield ""
        yield from verdict_lines(verdict)
        if verdict.test in voided:
            yield f"  {voided[verdict.test]}"


def find(course: Course, run: Path, student: str, question: str) -> tuple[Assignment, Result]:
    """The run's assignment and the student's result. Raises FeedbackError with the nearest names."""
    assignment = course.assignment(assignment_of(run))
    ids = [one.id for one in assignment.questions]
    if question not in ids:
        raise FeedbackError(f"{assignment.name} has no question {question!r}; there are: {', '.join(ids)}")
    results, _ = read_results(run, assignment)
    by_id = {result.student_id: result for result in results}
    if student not in by_id:
        near = ", ".join(difflib.get_close_matches(student, by_id, 4, 0.5))
        raise FeedbackError(f"{run} has no student {student!r}{f'; near it are: {near}' if near else ''}")
    return assignment, by_id[student]


def recorded(run: Path, student: str, question: str) -> list[Verdict]:
    """The staff's record of a question's tests, those that failed first."""
    record: dict[str, Any] = RunFolder(run).staff_record(student) or {}
    verdicts = [Verdict(**verdict) for verdict in record.get("verdicts", ())]
    return sorted((one for one in verdicts if one.question == question), key=lambda one: one.passed)


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """One test, with everything that is known of it."""
    measured = str(verdict.staff.get("measured", ""))
    if verdict.passed:
        yield f"passed  {verdict.test} ({verdict.seconds:.2f} s)" + (f"; {measured}" if measured else "")
        return
    yield f"FAILED  {verdict.test}: {kind_in_words(verdict.kind)} ({verdict.seconds:.2f} s)"
    staff = {name: str(text) for name, text in verdict.staff.items()}
    rows = (
        ("checks", verdict.meaning),
        ("sent", staff.get("asked", "")),
        ("came back", staff.get("came_back", "")),
        ("problem", staff.get("problem", "") or verdict.sentence),
        ("told", "" if verdict.public else verdict.sentence),
        ("measured", measured),
        ("hint", verdict.hint),
    )
    for name, text in rows:
        for place, line in enumerate(text.splitlines()):
            yield f"  {name if not place else '':<10} {line}"
    yield from _printed(staff.get("printed", ""))


def _printed(text: str) -> Iterator[str]:
    lines = text.splitlines()
    if not lines:
        return
    yield "  printed"
    left_out = len(lines) - 2 * _PRINTED
    if left_out > 0:
        lines = [*lines[:_PRINTED], f"… {left_out} lines left out …", *lines[-_PRINTED:]]
    yield from (f"    | {line[:300]}{'…' if len(line) > 300 else ''}" for line in lines)


def without_time(verdict: Verdict) -> Verdict:
    """To compare two runs of one test."""
    return replace(verdict, seconds=0.0)
