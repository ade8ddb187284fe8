"""Our racers: `autograder grade` and `autograder notebooks`, sandbox on, as a TA starts them."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.fixtures.hand_ins import ROOT

from . import notebook, outcomes
from .hand_ins import WEEK
from .measure import Command, measure
from .racers import Class, Race, Racer, Scores, gaps, program, write_files

ISOLATION = "namespaces, seccomp, Landlock, limits; tests in another process"


def ours(made: Class, course: Path = ROOT) -> Racer:
    """Module hand-ins in the sandbox."""

    def race(students: Sequence[str], count: int, folder: Path) -> Race:
        given = made.copy("hand_ins", students, folder / "given")
        return graded(made, given, count, folder, course)

    return Racer("ours", "`autograder grade`", ISOLATION, race)


def graded(made: Class, given: Path, count: int, folder: Path, course: Path) -> Race:
    """`autograder grade` on a folder of hand-ins."""
    words = ("grade", WEEK, str(given), "--out", str(folder / "run"), "--jobs", str(count), "--course", str(course))
    cost = measure([Command((program("autograder"), *words), folder, made.environment())], count, folder / "log")
    rows = list(csv.DictReader((folder / "run" / "scores.csv").open(encoding="utf-8")))
    questions = [name for name in rows[0] if name not in ("student_id", "status", "total", "max_total", "message")]
    scores = {row["student_id"]: {name: float(row[name]) for name in questions} for row in rows}
    seconds = [json.loads(file.read_text())["seconds"] for file in sorted((folder / "run" / "staff").glob("*.json"))]
    return Race(cost, scores, tuple(seconds))


def ours_on_notebooks(made: Class) -> Racer:
    """The equivalent notebook in the sandbox: the like-for-like row for notebook graders."""
    course = made.root / "course"
    shutil.rmtree(course, ignore_errors=True)
    for part in ("assignments", "tests"):
        shutil.copytree(ROOT / part / WEEK, course / part / WEEK, ignore=shutil.ignore_patterns("cases", "__pycache__"))
    shutil.copyfile(ROOT / "course.toml", course / "course.toml")
    for part in ("solutions", "starter_code"):
        (course / part / WEEK).mkdir(parents=True)
        (course / part / WEEK / "report.ipynb").write_text(
            notebook.release(notebook.our_checks(made.suite)), encoding="utf-8"
        )

    def race(students: Sequence[str], count: int, folder: Path) -> Race:
        given = folder / "given"
        for student in students:
            book = notebook.handed_in(made.files[student], notebook.our_checks(made.suite))
            write_files(given / student, {"report.ipynb": book})
        words = (
            "notebooks",
            WEEK,
            str(given),
            "--out",
            str(folder / "run"),
            "--jobs",
            str(count),
            "--course",
            str(course),
        )
        cost = measure([Command((program("autograder"), *words), folder, made.environment())], count, folder / "log")
        records = sorted((folder / "run" / "notebooks").glob("*.json"))
        scores: Scores = {file.stem: _scores(made, json.loads(file.read_text())) for file in records}
        times = [file.stat().st_mtime for file in records]
        return Race(cost, scores, gaps(times, min(times))[1:] if count == 1 else ())

    return Racer("ours, notebooks", "`autograder notebooks`", ISOLATION, race, notebooks=True)


def _scores(made: Class, record: dict) -> dict[str, float]:
    """One check cell a test, worth a point; the question's points from its tests' weights."""
    tests = notebook.tests_of(made.suite)
    passed = {test: False for test in tests}
    passed |= {test: float(cell["score"]) == 1 for test, cell in zip(tests, record["cells"], strict=True)}
    return {name: outcomes.share(worth, tests, passed, name) for name, worth in notebook.worths_of(made.suite).items()}
