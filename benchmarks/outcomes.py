"""A course's suite run in-process, as most courses do: `pytest -p benchmarks.outcomes`, or `points()` in a notebook's kernel.

The same tests through the same plugin as on a student's laptop, and the same points: a question's, shared out over its
tests by weight. There is no sandbox here: the student's code could write any score it likes. Needs pytest, numpy and
torch alone, since a peer's environment has nothing of the grader's.
"""

from __future__ import annotations

import functools
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.kit.plugin import marked, question_of, test_key

#: Where the suite lies, and where `pytest -p benchmarks.outcomes` writes what came of it.
SUITE, TO = "BENCH_SUITE", "BENCH_TO"


class Outcomes:
    """A pytest plugin: which test belongs to which question, with which weight, and whether it passed."""

    def __init__(self) -> None:
        self.tests: dict[str, tuple[str, Fraction]] = {}
        self.passed: dict[str, bool] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            self.tests[test_key(item)] = question_of(item) or "", Fraction(str(marked(item, "weight", 1)))
            self.passed[test_key(item)] = True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Iterator[None]:
        report = yield
        self.passed[test_key(item)] &= report.outcome == "passed"
        return report


def share(points: int, tests: Mapping[str, tuple[str, Fraction]], passed: Mapping[str, bool], question: str) -> float:
    """What a question earns, as `autograder.results.points` works it out."""
    weights = {test: weight for test, (of, weight) in tests.items() if of == question}
    earned = sum((weight for test, weight in weights.items() if passed[test]), Fraction(0))
    return cents(points * earned / sum(weights.values()))


def cents(points: Fraction) -> float:
    """Rounded to cents, half up."""
    return int(100 * points + Fraction(1, 2)) / 100


def arguments(suite: Path, submission: Path) -> list[str]:
    """For pytest: these plugins alone, so that no peer pays for what happens to be installed."""
    return [
        "-p", "autograder.kit.plugin", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(suite), "--import-mode=prepend",
        "-q", "--submission", str(submission), str(suite / "public"), str(suite / "hidden"),
    ]  # fmt: skip


@functools.cache
def points() -> dict[str, float]:
    """Question -> points of the modules in this folder, each test run once."""
    ran, tests = _ran()
    return {name: share(worth, tests, ran, name) for name, worth in worths().items()}


def passed() -> dict[str, bool]:
    """Test -> whether it passed."""
    return _ran()[0]


@functools.cache
def _ran() -> tuple[dict[str, bool], dict[str, tuple[str, Fraction]]]:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    outcomes = Outcomes()
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        pytest.main([*arguments(Path(os.environ[SUITE]), Path.cwd()), "--tb=no"], plugins=[outcomes])
    return outcomes.passed, outcomes.tests


def worths() -> dict[str, int]:
    """Question -> its points."""
    assignment = tomllib.loads((Path(os.environ[SUITE]) / "assignment.toml").read_text(encoding="utf-8"))
    return {question["id"]: question["points"] for question in assignment["questions"]}


class _ToFile(Outcomes):
    def pytest_sessionfinish(self) -> None:
        scores = {name: share(worth, self.tests, self.passed, name) for name, worth in worths().items()}
        Path(os.environ[TO]).write_text(json.dumps(scores), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """As a plugin on the command line."""
    if TO in os.environ:
        config.pluginmanager.register(_ToFile())
