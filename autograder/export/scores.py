"""What is exported: each student's score in one assignment, from a run, from the term's records, or from a CSV."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from autograder.config import Course
from autograder.policy.compute import standings_of
from autograder.policy.errors import PolicyError
from autograder.policy.exact import exact, half_up
from autograder.policy.record import run_assignment
from autograder.policy.sheet import Line, read_sheet
from autograder.policy.term import load_term
from autograder.results.text import file_name

from .errors import ExportError


@dataclass(frozen=True)
class ScoreRow:
    """One student's score; None: nothing was handed in, or it is excused."""

    student_id: str
    """Empty when only a name is known."""
    name: str
    score: Fraction | None
    status: str = ""
    detail: tuple[tuple[str, str], ...] = ()
    """(question, points) for feedback."""

    @property
    def called(self) -> str:
        """How a sentence names the student."""
        return self.student_id or self.name


@dataclass(frozen=True)
class Scores:
    """A class's scores in one assignment."""

    title: str
    rows: tuple[ScoreRow, ...]
    maximum: Fraction | None = None
    """None when the source does not say."""
    notes: tuple[str, ...] = ()

    def scaled(self, to: Fraction) -> Scores:
        """The same scores out of another maximum. Raises ExportError when the present one is not known."""
        if not self.maximum:
            raise ExportError("these scores say no maximum, so they cannot be scaled; add a column max_total")
        factor = to / self.maximum
        rows = tuple(replace(r, score=None if r.score is None else r.score * factor) for r in self.rows)
        return replace(self, rows=rows, maximum=to)


def number(value: Fraction) -> str:
    """Two decimals, half up: what Canvas compares, and what Moodle shows."""
    return format(half_up(value, 2), "f")


def read_scores(course: Course, source: str) -> Scores:
    """`source`: a run's folder, a CSV, or the name of an assignment whose hand-ins are recorded.

    Raises ExportError, and what reading the records raises.
    """
    path = Path(source)
    if path.is_dir():
        return _of_run(course, path)
    if path.is_file():
        return _of_csv(path)
    if course.policy and source in [planned.name for planned in course.policy.assignments]:
        return _of_records(course, source)
    raise ExportError(f"{source} is no run's folder, no CSV, and no assignment of [policy] in course.toml")


def _of_run(course: Course, run: Path) -> Scores:
    name = run_assignment(run)
    title = course.assignment(name).title
    found = _of_csv(run / "scores.csv")
    rows = tuple(row for row in found.rows if row.status != "unidentified")
    notes = [f"{row.student_id} is unidentified and is left out" for row in found.rows if row.status == "unidentified"]
    return Scores(title, rows, found.maximum, tuple(notes))


def _of_csv(path: Path) -> Scores:
    sheet = read_sheet(path, ())
    value = next((h for h in ("score", "total") if h in sheet.headings), None)
    who = next((h for h in ("student_id", "name") if h in sheet.headings), None)
    if not sheet.lines or value is None or who is None:
        raise ExportError(f"{path} has no scores: it needs the columns student_id (or name) and score (or total)")
    known = {"student_id", "name", "status", "message", "score", "total", "max_total"}
    questions = [heading for heading in sheet.headings if heading not in known]
    rows, maxima = [], set()
    for line in sheet.lines:
        rows.append(_row(line, value, who, questions))
        maxima |= {_number(line, "max_total")} if line.cells.get("max_total") else set()
    if len(maxima) > 1:
        raise ExportError(f"{path}: max_total is not the same in every row; grade the hand-ins together")
    counts = Counter(row.student_id for row in rows if row.student_id)
    if doubled := sorted(key for key, count in counts.items() if count > 1):
        raise ExportError(f"{path}: {', '.join(doubled)} stands twice; keep one row")
    return Scores(path.stem, tuple(rows), maxima.pop() if maxima else None)


def _row(line: Line, value: str, who: str, questions: list[str]) -> ScoreRow:
    line.needs(who)
    score = _number(line, value) if line[value].strip() else None
    detail = tuple((question, line[question]) for question in questions if line[question])
    return ScoreRow(
        line.cells.get("student_id", ""), line.cells.get("name", ""), score, line.cells.get("status", ""), detail
    )


def _number(line: Line, heading: str) -> Fraction:
    try:
        return exact(line[heading].strip())
    except ValueError as error:
        raise ExportError(f"{line.place}: {heading}: {error}") from None


def _of_records(course: Course, name: str) -> Scores:
    """By the course's policy: points given by hand, and what lateness costs, are in."""
    term = load_term(course)
    if name not in term.attempts:
        raise PolicyError(f"nothing of {name} is recorded yet; run: autograder record RUN")
    rows = []
    for student in term.students:
        standings = standings_of(term, student.student_id)
        standing = next(one for one in standings if one.planned.name == name)
        score = standing.points if standing.counted else None
        attempt = standing.counted.attempt if standing.counted else None
        points: Mapping[str, Fraction] = attempt.points if attempt else {}
        detail = tuple((question, number(value)) for question, value in points.items())
        status = "graded" if standing.state == "counted" else standing.state
        rows.append(ScoreRow(student.student_id, student.name, score, status, detail))
    return Scores(course.assignment(name).title, tuple(rows), term.worth[name].maximum)


def results_of(run: Path) -> list[tuple[str, dict[str, object]]]:
    """(student id, result in Gradescope's format) of each graded or refused hand-in of a run. Raises ExportError."""
    run_assignment(run)
    found = []
    with (run / "scores.csv").open(newline="", encoding="utf-8") as file:
        students = [row["student_id"] for row in csv.DictReader(file) if row["status"] in ("graded", "refused")]
    for student in students:
        path = run / "results" / f"{file_name(student)}.json"
        try:
            found.append((student, json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            raise ExportError(f"{run} holds no whole result of {student}; grade again into the same folder") from None
    return found
