"""`autograder record RUN`: a run's hand-ins become attempts, with their moments. What people gave by hand is not touched.

The same hand-in again (a regrade) replaces its automatic points. A new hand-in that makes a student's standing worse is
shown, and recorded only when a person has agreed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.config import Course
from autograder.intake import Roster, read_roster
from autograder.results.text import file_name

from .attempts import Attempt, read_attempts, write_attempts
from .clock import said
from .compute import standings_of
from .errors import PolicyError
from .exact import exact, shown
from .term import Term, attempts_file, load_term, policy_of, worth_of
from .times import read_times

REFUSED = "refused"


@dataclass(frozen=True)
class Recorded:
    """What recording a run comes to."""

    assignment: str
    attempts: tuple[Attempt, ...]
    """The whole file as it will be."""
    new: int
    moved: tuple[str, ...]
    """Regraded: sentences with the points before and after."""
    lower: tuple[str, ...]
    """A later hand-in counts, and counts for less: sentences."""
    warnings: tuple[str, ...]


def plan_record(course: Course, run: Path, times: Path | None) -> Recorded:
    """What would be recorded; nothing is written. Raises PolicyError, ConfigError, IntakeError."""
    policy = policy_of(course)
    name = run_assignment(run)
    if name not in [planned.name for planned in policy.assignments]:
        raise PolicyError(f"{name} is not among the assignments of [policy] in course.toml; add it with its due date")
    term = load_term(course)
    roster = read_roster(course.root / course.records / "roster.csv")
    moments = read_times(times, roster, policy.zone) if times else {}
    file = attempts_file(course, name)
    before = read_attempts(file, policy.zone)
    fresh, warnings = _of_run(run, list(worth_of(course, name).questions), roster, moments)
    merged, moved = _merge(before, fresh)
    lower = _lowered(term, name, before, merged)
    return Recorded(name, merged, len(merged) - len(before), tuple(moved), tuple(lower), tuple(warnings))


def write_record(course: Course, recorded: Recorded) -> Path:
    """Write it down, atomically; where."""
    file = attempts_file(course, recorded.assignment)
    write_attempts(file, recorded.attempts)
    return file


def run_assignment(run: Path) -> str:
    """Which assignment a run's folder is of. Raises PolicyError for a folder that holds no whole run."""
    try:
        name = json.loads((run / "run.json").read_text(encoding="utf-8"))["assignment"]
    except (OSError, ValueError, KeyError, TypeError):
        raise PolicyError(
            f"{run} holds no finished run (no run.json); give the folder that `autograder grade` wrote"
        ) from None
    return str(name)


def _of_run(
    run: Path, questions: list[str], roster: Roster, moments: Mapping[str, datetime]
) -> tuple[list[Attempt], list[str]]:
    known = {student.student_id for student in roster.students}
    attempts, warnings = [], []
    with (run / "scores.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if rows and (stray := [question for question in questions if question not in rows[0]]):
        raise PolicyError(f"{run.name} was graded without {', '.join(stray)}: the assignment has changed; grade again")
    for row in rows:
        student, status = row["student_id"], row["status"]
        if status not in ("graded", "refused"):
            if status == "unidentified":
                warnings.append(f"{student} is unidentified and is not recorded")
            continue
        if student not in known:
            warnings.append(f"{student} is not on the roster and is not recorded")
            continue
        submission, late = (REFUSED, False) if status == "refused" else _record(run, student)
        points = {question: exact(row[question]) for question in questions}
        when = moments.get(student)
        attempts.append(Attempt(student, submission, when, points, late and when is None, run.name))
        if when is None:
            said_late = "; the LMS marked it late, so find out when it came" if late else ""
            warnings.append(f"{student}: no time is known, so the hand-in counts as on time{said_late}")
    return attempts, warnings


def _record(run: Path, student: str) -> tuple[str, bool]:
    """The hand-in's hash and whether the LMS called it late."""
    file = run / "results" / f"{file_name(student)}.json"
    try:
        extra = json.loads(file.read_text(encoding="utf-8"))["extra_data"]
        return str(extra["submission_hash"]), bool(extra["late"])
    except (OSError, ValueError, KeyError, TypeError):
        raise PolicyError(f"{run} holds no whole result of {student}; grade again into the same folder") from None


def _merge(before: tuple[Attempt, ...], fresh: list[Attempt]) -> tuple[tuple[Attempt, ...], list[str]]:
    merged = {(attempt.student_id, attempt.submission): attempt for attempt in before}
    moved = []
    for attempt in fresh:
        key = (attempt.student_id, attempt.submission)
        old = merged.get(key)
        if old is not None:
            if old.total != attempt.total:
                moved.append(f"{attempt.student_id}: {shown(old.total)} -> {shown(attempt.total)} points by tests")
            when = attempt.submitted_at or old.submitted_at
            attempt = replace(attempt, submitted_at=when, marked_late=attempt.marked_late and when is None)
        merged[key] = attempt
    return tuple(merged.values()), moved


def _lowered(term: Term, name: str, before: tuple[Attempt, ...], after: tuple[Attempt, ...]) -> list[str]:
    """Who stands lower because another hand-in counts, after lateness, decisions and hand-given points."""
    sentences = []
    old_term = replace(term, attempts={**term.attempts, name: before})
    new_term = replace(term, attempts={**term.attempts, name: after})
    if not before:
        return []
    for student in term.students:
        old, new = (
            next(s for s in standings_of(one, student.student_id) if s.planned.name == name)
            for one in (old_term, new_term)
        )
        was, now = (s.counted.attempt if s.counted else None for s in (old, new))
        if was and now and was.submission != now.submission and new.points < old.points:
            sentences.append(
                f"{student.student_id}: {shown(old.points)} to {shown(new.points)} points, since the hand-in "
                f"{now.submission[:12]}{_of(term, now)} counts now and not {was.submission[:12]}{_of(term, was)}"
            )
    return sentences


def _of(term: Term, attempt: Attempt) -> str:
    return f" of {said(attempt.submitted_at, term.policy.zone)}" if attempt.submitted_at else ""
