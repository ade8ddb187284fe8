"""The others: `python -m pytest` for each submission, nbgrader's autograde, otter's run. None has a sandbox here."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from tests.fixtures.hand_ins import ROOT

from . import notebook, outcomes
from .hand_ins import WEEK
from .measure import Command, measure
from .racers import Class, Race, Racer, Scores, gaps, program, write_files

NONE = "none: the student's code runs in the process that holds tests and scores"


class NotHere(Exception):
    """A peer that cannot take part; the text says why."""


def plain_pytest(made: Class) -> Racer:
    """One pytest process for each submission, the tests in-process. Their byte code is warm: the suite lies in one place."""

    def race(students: Sequence[str], count: int, folder: Path) -> Race:
        given = made.copy("hand_ins", students, folder / "given")
        commands = []
        for student in students:
            words = (
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "benchmarks.outcomes",
                *outcomes.arguments(made.suite, given / student),
            )
            environment = made.environment(**{outcomes.TO: str(folder / f"{student}.json")})
            commands.append(Command(words, given / student, environment, fine=(0, 1)))
        cost = measure(commands, count, folder / "log")
        scores = {student: json.loads((folder / f"{student}.json").read_text()) for student in students}
        return Race(cost, scores, cost.seconds)

    return Racer("pytest", "`python -m pytest` per submission", NONE, race, start="each")


def nbgrader(made: Class) -> Racer:
    """`nbgrader autograde`, a kernel for each notebook; on more cores a course folder and a process for each."""

    def race(students: Sequence[str], count: int, folder: Path) -> Race:
        places = []
        for core in range(min(count, len(students))):
            place = folder / f"course{core}"
            write_files(
                place / "source" / WEEK, {"report.ipynb": notebook.release(notebook.nbgrader_checks(made.suite))}
            )
            for student in students[core::count]:
                book = notebook.handed_in(made.files[student], notebook.nbgrader_checks(made.suite))
                write_files(place / "submitted" / student / WEEK, {"report.ipynb": book})
            _nbgrader(made, place, "generate_assignment")
            places.append(place)
        commands = [_command(made, place, "autograde") for place in places]
        cost = measure(commands, count, folder / "log")
        scores: Scores = {}
        for place in places:
            scores |= _gradebook(place / "gradebook.db")
        times = [path.stat().st_mtime for path in (folder / "course0" / "autograded").glob(f"*/{WEEK}/report.ipynb")]
        return Race(cost, scores, gaps(times, min(times))[1:] if count == 1 else ())

    return Racer("nbgrader", "`nbgrader autograde`", NONE, race, notebooks=True, start="core")


def _command(made: Class, place: Path, what: str) -> Command:
    words = (program("nbgrader"), what, WEEK, f"--CourseDirectory.root={place}", "--Execute.timeout=600")
    return Command(words, place, made.environment())


def _nbgrader(made: Class, place: Path, what: str) -> None:
    command = _command(made, place, what)
    done = subprocess.run(command.words, cwd=place, env=dict(command.environment), capture_output=True, check=False)
    if done.returncode:
        raise NotHere(f"nbgrader {what} failed:\n{done.stderr[-2000:].decode('utf-8', 'replace')}")


def _gradebook(file: Path) -> Scores:
    """Student -> question -> nbgrader's automatic score."""
    query = """select s.student_id, c.name, g.auto_score from grade g
        join base_cell c on c.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment s on s.id = n.assignment_id"""
    scores: Scores = {}
    with sqlite3.connect(file) as database:
        for student, question, points in database.execute(query):
            scores.setdefault(student, {})[question] = round(points, 2)
    return scores


def otter(made: Class, install: bool = True) -> Racer:
    """`otter run` for each notebook, in an environment of its own below build/bench/. Raises NotHere."""
    home = made.root / "otter"
    bin = home / "env" / "bin"
    if not (home / "installed").exists():
        if not install:
            raise NotHere("its environment is not there")
        _install(home)
    write_files(home / "tests", notebook.otter_tests(made.suite))
    write_files(home, {"otter_config.json": json.dumps({"show_hidden": True}), "requirements.txt": ""})
    words = [
        str(bin / "otter"),
        "generate",
        "-t",
        "tests",
        "-o",
        "autograder.zip",
        "-c",
        "otter_config.json",
        "--no-environment",
    ]
    environment = made.environment(PATH=f"{bin}:/usr/bin:/bin")
    done = subprocess.run(words, cwd=home, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or not zipfile.is_zipfile(home / "autograder.zip"):
        raise NotHere(f"`otter generate` failed: {(done.stderr or done.stdout)[-1500:]}")

    def race(students: Sequence[str], count: int, folder: Path) -> Race:
        given = made.copy("books", students, folder / "given")
        commands = [
            Command(
                (
                    str(bin / "otter"),
                    "run",
                    "-a",
                    str(home / "autograder.zip"),
                    "-o",
                    str(folder / student),
                    "--no-logo",
                    "report.ipynb",
                ),
                given / student,
                environment,
            )
            for student in students
        ]
        for student in students:
            (folder / student).mkdir()
        cost = measure(commands, count, folder / "log")
        return Race(
            cost, {student: _results(made, folder / student / "results.json") for student in students}, cost.seconds
        )

    return Racer("otter", "`otter run` per submission", NONE, race, notebooks=True, start="each")


def _install(home: Path) -> None:
    """otter with what the suite needs. Its environment has nothing of the grader's but the course's own folder on the path."""
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", str(home / "env")], check=True)
    wanted = ["otter-grader", "ipykernel", "torch", "numpy", "scipy", "pytest"]
    words = [
        str(home / "env/bin/pip"),
        "install",
        "-q",
        "--disable-pip-version-check",
        "-c",
        str(ROOT / "constraints.txt"),
        *wanted,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"pip could not install otter-grader: {done.stderr.strip().splitlines()[-1]}")
    (home / "installed").touch()


def _results(made: Class, file: Path) -> dict[str, float]:
    """otter's score of a question is the weight of its tests that passed."""
    earned = {
        test["name"]: Fraction(str(test["score"])) for test in json.loads(file.read_text())["tests"] if "score" in test
    }
    weights = notebook.tests_of(made.suite).values()
    whole = {name: sum(weight for of, weight in weights if of == name) for name in notebook.worths_of(made.suite)}
    return {
        name: outcomes.cents(worth * earned[name] / whole[name])
        for name, worth in notebook.worths_of(made.suite).items()
    }
