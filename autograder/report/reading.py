"""A run's folder, read for the class page: the rows of scores.csv, and the verdicts that the grader recorded.

Only files that the grader wrote are read here, and only as JSON and CSV.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.config import Assignment, Course
from autograder.grading.verdicts import Verdict
from autograder.policy.record import run_assignment
from autograder.progress import tracked
from autograder.results.text import file_name

from .errors import ReportError

_BESIDE = {"student_id", "status", "total", "max_total", "message"}


@dataclass(frozen=True)
class Person:
    """One row of scores.csv. `points` by question, and `total`, are None where there is nothing to give points for."""

    student_id: str
    status: str
    points: Mapping[str, float] | None
    total: float | None
    message: str


@dataclass(frozen=True)
class Graded:
    """A hand-in that was graded, with all its verdicts in the suite's order."""

    person: Person
    points: Mapping[str, float]
    total: float
    digest: str
    seconds: float
    verdicts: tuple[Verdict, ...]
    late: bool
    """The LMS called it late."""


@dataclass(frozen=True)
class ClassRun:
    """A finished run. `graded` is the sample of every statistic; `others` are refused, missing, unidentified, failed."""

    folder: Path
    assignment: Assignment
    about: Mapping[str, Any]
    """`run.json`: the versions that it was graded with."""
    people: tuple[Person, ...]
    graded: tuple[Graded, ...]
    others: tuple[Person, ...]


def read_class(course: Course, folder: Path) -> ClassRun:
    """The run. Raises ReportError, PolicyError (no run there), ConfigError (no such assignment)."""
    assignment = course.assignment(run_assignment(folder))
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    people = read_people(folder)
    asked = {question.id for question in assignment.questions}
    if any(person.points is not None and set(person.points) != asked for person in people):
        raise ReportError(f"{folder} was graded with other questions than {assignment.name} has now; grade again")
    graded, others = [], []
    for person in tracked("reading", people):
        found = _graded(folder, person) if person.status == "graded" else None
        if found is None:
            others.append(person)
        else:
            graded.append(found)
    return ClassRun(folder, assignment, about, people, tuple(graded), tuple(others))


def read_people(folder: Path) -> tuple[Person, ...]:
    """Everybody in scores.csv, in its order. Raises ReportError."""
    try:
        with (folder / "scores.csv").open(newline="", encoding="utf-8") as file:
            return tuple(_person(row) for row in csv.DictReader(file))
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise ReportError(
            f"{folder / 'scores.csv'} cannot be read ({error}); grade again into the same folder"
        ) from None


def _person(row: Mapping[str, str]) -> Person:
    empty = row["total"] == ""
    points = None if empty else {key: float(cell) for key, cell in row.items() if key not in _BESIDE}
    return Person(row["student_id"], row["status"], points, None if empty else float(row["total"]), row["message"])


def _graded(folder: Path, person: Person) -> Graded | None:
    """None where the grader itself failed: then nothing was recorded."""
    name = f"{file_name(person.student_id)}.json"
    if not (folder / "staff" / name).is_file() or person.points is None or person.total is None:
        return None
    try:
        record = json.loads((folder / "staff" / name).read_text(encoding="utf-8"))
        extra = json.loads((folder / "results" / name).read_text(encoding="utf-8"))["extra_data"]
        verdicts = tuple(Verdict(**verdict) for verdict in record["verdicts"])
        late = extra.get("late") is True
        return Graded(person, person.points, person.total, record["digest"], float(record["seconds"]), verdicts, late)
    except (OSError, ValueError, KeyError, TypeError):
        raise ReportError(
            f"{folder} holds no whole record of {person.student_id}; grade again into the same folder"
        ) from None


def digest_of(folder: Path, student_id: str) -> str:
    """The hash of the hand-in that a run graded; "" when it graded none."""
    try:
        record = json.loads((folder / "staff" / f"{file_name(student_id)}.json").read_text(encoding="utf-8"))
        return str(record.get("digest", ""))
    except (OSError, ValueError, AttributeError):
        return ""
