"""What takes part: each racer grades some of the class on some cores, and says what it cost and which scores it gave."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fixtures.hand_ins import ROOT

from . import notebook, outcomes
from .hand_ins import WEEK, Files
from .measure import Cost

Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Race:
    """One race of one racer. `latencies`: the seconds that each hand-in took, where they can be told apart."""

    cost: Cost
    scores: Scores
    latencies: tuple[float, ...]


@dataclass(frozen=True)
class Racer:
    """`race(students, cores, folder)`: grade them, that many at a time, in a folder that is not there yet."""

    name: str
    title: str
    isolation: str
    race: Callable[[Sequence[str], int, Path], Race]
    notebooks: bool = False
    start: str = "shared"
    """Who pays for starting: "shared" by all submissions of a race, "core" once for each core, "each" submission."""


@dataclass(frozen=True)
class Class:
    """The class on disk: `hand_ins/<student>/*.py`, `books/<student>/report.ipynb`, and the suite with its assignment.toml."""

    root: Path
    files: dict[str, Files]
    suite: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "suite", self.root / "suite")

    def write(self) -> None:
        """All of it, afresh."""
        for part in ("hand_ins", "books", "suite"):
            shutil.rmtree(self.root / part, ignore_errors=True)
        for part in ("public", "hidden"):
            shutil.copytree(
                ROOT / "tests" / WEEK / part, self.suite / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copyfile(ROOT / "assignments" / WEEK / "assignment.toml", self.suite / "assignment.toml")
        for student, files in self.files.items():
            write_files(self.root / "hand_ins" / student, files)
            write_files(self.root / "books" / student, {"report.ipynb": notebook.handed_in(files)})

    def copy(self, kind: str, students: Sequence[str], to: Path) -> Path:
        """Only these students' `hand_ins` or `books`."""
        for student in students:
            shutil.copytree(self.root / kind / student, to / student)
        return to

    def environment(self, **more: str) -> dict[str, str]:
        """What every command is started with: one thread a process, the project on the path, no pytest plugin that is not asked for."""
        words = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": os.environ.get("HOME", "/tmp")}
        words |= {
            name: "1"
            for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
        }
        return words | {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", outcomes.SUITE: str(self.suite)} | more


def write_files(folder: Path, files: Files) -> None:
    """Text files of a folder that may not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def program(name: str) -> str:
    """A program beside this Python."""
    return str(Path(sys.executable).with_name(name))


def gaps(times: Sequence[float], start: float) -> tuple[float, ...]:
    """From the moments at which results were written, one after another, to the seconds between them."""
    return tuple(after - before for before, after in zip([start, *sorted(times)], sorted(times), strict=False))
