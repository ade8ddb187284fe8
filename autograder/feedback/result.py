"""One student's result as a page shows it, read from `results/<id>.json` and from nothing else of the run.

So a page can hold no more than that file: what a hidden test was called with, what it expects, its source and what the
student's code said there stand in the staff's record only, which is not opened here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.config import Assignment
from autograder.results.gradescope import LIMIT_BEHIND
from autograder.results.text import cell, file_name

from .errors import FeedbackError

#: Kinds that say nothing of the single test.
_AT_ONCE = ("import", "not written", "missing", "unrun", "decided")


@dataclass(frozen=True)
class Test:
    """One test, as its student may see it."""

    name: str
    public: bool
    passed: bool
    points: float
    worth: float
    kind: str
    """In which way it failed, one of the verdicts' words; "" when it passed."""
    meaning: str
    problem: str
    hint: str
    called: str = ""
    came_back: str = ""
    voided: str = ""
    """That the test was found wrong, and what became of its points; "" where it stands."""


@dataclass(frozen=True)
class Question:
    """One question with its tests."""

    id: str
    module: str
    points: float
    worth: float
    tests: tuple[Test, ...]

    @property
    def lost(self) -> float:
        """Points that the tests did not give."""
        return round(self.worth - self.points, 2)

    @property
    def failed(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if not test.passed)

    @property
    def passed(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if test.passed and not test.voided)

    @property
    def voided(self) -> tuple[Test, ...]:
        """Tests that were found wrong: neither passed nor failed."""
        return tuple(test for test in self.tests if test.voided)

    @property
    def alike(self) -> tuple[tuple[Test, ...], ...]:
        """The failed tests, together where one reason holds for all: a module that cannot be imported, nothing written yet."""
        groups: dict[tuple[str, ...], list[Test]] = {}
        for test in self.failed:
            groups.setdefault((test.kind, test.problem) if test.kind in _AT_ONCE else (test.name,), []).append(test)
        return tuple(map(tuple, groups.values()))


@dataclass(frozen=True)
class Result:
    """A student's row of the run. `graded`, `refused` or `missing`; only a graded one has tests."""

    student_id: str
    status: str
    questions: tuple[Question, ...]
    messages: tuple[str, ...] = ()
    digest: str = ""
    graded_at: str = ""
    late: bool = False
    isolation: str = ""
    landlock: bool = False
    versions: Mapping[str, str] | None = None
    suite: str = ""

    @property
    def limits(self) -> list[tuple[str, str]]:
        """(test, sentence) of each limit that was hit, also behind an exception of the code's own."""
        failed = [test for question in self.questions for test in question.failed]
        return [(t.name, t.problem) for t in failed if t.kind in ("timeout", "limit") or LIMIT_BEHIND in t.problem]

    @property
    def points(self) -> float:
        return round(sum(question.points for question in self.questions), 2)

    @property
    def worth(self) -> float:
        return sum(question.worth for question in self.questions)


def assignment_of(run: Path) -> str:
    """Which assignment a run's folder is of. Raises FeedbackError."""
    try:
        return str(json.loads((run / "run.json").read_text(encoding="utf-8"))["assignment"])
    except (OSError, ValueError, KeyError, TypeError):
        raise FeedbackError(
            f"{run} holds no finished run (no run.json); give the folder that `autograder grade` wrote"
        ) from None


def read_results(run: Path, assignment: Assignment) -> tuple[list[Result], list[str]]:
    """All students of a run that something can be said to, and the ids of those who are unidentified. Raises FeedbackError."""
    try:
        with (run / "scores.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        raise FeedbackError(f"{run} holds no scores.csv; give the folder that `autograder grade` wrote") from None
    by_key: dict[str, dict[str, Any]] = {}
    for path in sorted((run / "results").glob("*.json")):
        told = _load(path)
        student = str(told["extra_data"].get("student_id", ""))
        if file_name(student) == path.stem:
            written = student.encode("utf-8", "backslashreplace").decode("utf-8")  # as scores.csv is written
            by_key |= {cell(student): told, written: told}
    found, unidentified = [], []
    for row in rows:
        student, status = row["student_id"], row["status"]
        if status == "unidentified":
            unidentified.append(student)
        elif status == "missing":
            found.append(Result(student, status, _blank(assignment)))
        elif student in by_key:
            found.append(_result(run, by_key[student], status, assignment))
        else:
            raise FeedbackError(f"{run} holds no whole result of {student}; grade again into the same folder")
    return found, unidentified


def _load(path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        told["extra_data"]["student_id"]
    except (OSError, ValueError, KeyError, TypeError):
        raise FeedbackError(f"{path} is no whole result; grade again into the same folder") from None
    return told


def _blank(assignment: Assignment) -> tuple[Question, ...]:
    return tuple(Question(q.id, q.module, 0.0, float(q.points), ()) for q in assignment.questions)


def _result(run: Path, told: Mapping[str, Any], status: str, assignment: Assignment) -> Result:
    extra = told["extra_data"]
    asked = {q.id: float(q.points) for q in assignment.questions}
    if {q["id"]: float(q["max_points"]) for q in extra["questions"]} != asked:
        raise FeedbackError(
            f"{run} was graded with other questions or points than {assignment.name} has now; grade the hand-ins again"
        )
    if any("extra_data" not in test for test in told["tests"]):
        raise FeedbackError(
            f"{run} was graded by an earlier version; give `autograder grade` again with the same --out"
        )
    tests = [(str(test["tags"][0]), _test(test)) for test in told["tests"]]
    questions = tuple(
        Question(
            q["id"],
            assignment.question(q["id"]).module,
            float(q["points"]),
            float(q["max_points"]),
            tuple(test for question, test in tests if question == q["id"]),
        )
        for q in extra["questions"]
    )
    return Result(
        student_id=str(extra["student_id"]),
        status=status,
        questions=questions,
        messages=tuple(line for line in str(told["output"]).splitlines() if line),
        digest=str(extra.get("submission_hash", "")),
        graded_at=str(extra.get("graded_at", "")),
        late=extra.get("late") is True,
        isolation=str(extra.get("isolation", "")),
        landlock=extra.get("landlock") is True,
        versions=extra.get("versions"),
        suite=str(extra.get("suite_hash", "")),
    )


def _test(told: Mapping[str, Any]) -> Test:
    shown = told["extra_data"]
    return Test(
        name=str(told["name"]).partition(": ")[2],
        public="public" in told["tags"],
        passed=told["status"] == "passed",
        points=float(told["score"]),
        worth=float(told["max_score"]),
        kind=str(shown["kind"]),
        meaning=str(shown["meaning"]),
        problem=str(shown.get("problem", "")),
        hint=str(shown["hint"]),
        called=str(shown.get("called", "")),
        came_back=str(shown.get("came_back", "")),
        voided=str(shown.get("voided", "")),
    )
