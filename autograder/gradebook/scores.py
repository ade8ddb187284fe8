"""A run's folder, read for the gradebook: who has how many points in which question, and what the student was told.

Only files that the grader wrote are read here, and only as JSON and CSV.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.config import Assignment
from autograder.notebooks import CleanNotebook, clean_notebook
from autograder.policy.record import REFUSED
from autograder.results.text import file_name, visible

from .errors import GradebookError


@dataclass(frozen=True)
class Scored:
    """One student's row of a run."""

    student_id: str
    status: str
    """`graded` or `refused`."""
    digest: str
    """The hand-in's hash, or `refused`."""
    points: Mapping[str, float]
    feedback: Mapping[str, str]
    """By question: what the tests said, in lines."""
    messages: str
    late: bool
    files: tuple[str, ...]
    notebook: CleanNotebook | None = None
    """The graded notebook, where the run has one."""


@dataclass(frozen=True)
class RunScores:
    """All that the gradebook takes from a run."""

    assignment: str
    suite: str
    graded_at: str
    """When its last grading was logged, ISO 8601 in UTC."""
    source: Path | None
    """Where the hand-ins lay."""
    rows: tuple[Scored, ...]
    others: Mapping[str, str]
    """Who has no score, and why: `missing`, `unidentified`."""


def read_run(folder: Path) -> tuple[str, dict[str, Any]]:
    """Which assignment a run is of, and its `run.json`. Raises GradebookError."""
    try:
        about: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return str(about["assignment"]), about
    except (OSError, ValueError, KeyError, TypeError):
        raise GradebookError(
            f"{folder} holds no finished run (no run.json); give the folder that `autograder grade` wrote"
        ) from None


def read_scores(folder: Path, assignment: Assignment) -> RunScores:
    """The run. Raises GradebookError when it was made with other questions or points than the assignment has now."""
    name, about = read_run(folder)
    with (folder / "scores.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    asked = {question.id: float(question.points) for question in assignment.questions}
    if rows and set(rows[0]) - {"student_id", "status", "total", "max_total", "message"} != set(asked):
        raise _stale(folder, name)
    scored, others = [], {}
    for row in rows:
        if row["status"] not in ("graded", "refused"):
            others[row["student_id"]] = row["status"]
            continue
        scored.append(_scored(folder, row, asked, name))
    graded_at, source = _ledger(folder)
    return RunScores(name, str(about.get("suite", "")), graded_at, source, tuple(scored), others)


def _scored(folder: Path, row: Mapping[str, str], asked: Mapping[str, float], name: str) -> Scored:
    student = row["student_id"]
    try:
        results = json.loads((folder / "results" / f"{file_name(student)}.json").read_text(encoding="utf-8"))
        record = json.loads((folder / "staff" / f"{file_name(student)}.json").read_text(encoding="utf-8"))
        extra = results["extra_data"]
        if {q["id"]: float(q["max_points"]) for q in extra["questions"]} != asked:
            raise _stale(folder, name)
        digest = REFUSED if row["status"] == "refused" else str(extra["submission_hash"])
        feedback = {question: _feedback(question, row[question], results) for question in asked}
        files = tuple(str(file) for file in record.get("files", ()))
        points = {question: float(row[question]) for question in asked}
    except (OSError, ValueError, KeyError, TypeError):
        raise GradebookError(f"{folder} holds no whole result of {student}; grade again into the same folder") from None
    return Scored(
        student,
        row["status"],
        digest,
        points,
        feedback,
        row["message"],
        extra.get("late") is True,
        files,
        _notebook(folder, student, digest),
    )


def _notebook(folder: Path, student: str, digest: str) -> CleanNotebook | None:
    """The graded notebook, if it is of the hand-in that this run graded."""
    clean = clean_notebook(folder, student)
    return clean if clean is not None and clean.digest in ("", digest) else None


def _feedback(question: str, points: str, results: Mapping[str, Any]) -> str:
    tests = [test for test in results["tests"] if question in test["tags"]]
    lines = []
    for test in tests:
        lines.append(f"{test['status']}: {str(test['name']).partition(': ')[2] or test['name']}")
        if test["status"] != "passed":
            lines += [f"    {line}" for line in str(test["output"]).splitlines()]
    return visible("\n".join(lines or [str(results.get("output", ""))]), lines=True)[:20_000]


def _ledger(folder: Path) -> tuple[str, Path | None]:
    when, source = "", None
    try:
        lines: Sequence[str] = (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError:
        return when, source
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        when = max(when, str(event.get("time", "")))
        if event.get("event") == "start":
            source = Path(str(event["submissions"]))
    return when, source


def _stale(folder: Path, name: str) -> GradebookError:
    return GradebookError(
        f"{folder} was graded with other questions or points than {name} has now; grade the hand-ins again"
    )
