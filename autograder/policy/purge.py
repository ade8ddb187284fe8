"""`autograder purge`: a term's personal data goes, its statistics stay. Nothing outside what is listed is touched.

It cannot reach the LMS, backups, the history of a repository into which somebody committed records, or other machines.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.config import Course
from autograder.results.store import write_json

from .compute import compute
from .errors import PolicyError
from .statistics import statistics
from .term import load_term

GENERATED = ("runs", "build/nbgrader", "build/demo")
"""Folders of the course that hold hand-ins, results or names, and nothing that cannot be made again."""


@dataclass(frozen=True)
class Purge:
    """What would go, and what would stay."""

    folders: tuple[Path, ...]
    files: int
    keeps: Path


def plan_purge(course: Course, more: Sequence[Path] = ()) -> Purge:
    """What there is to remove; `more` are folders of runs elsewhere. Raises PolicyError."""
    folders = [course.root / course.records, *(course.root / name for name in GENERATED)]
    for folder in more:
        if not (folder / "run.json").is_file():
            raise PolicyError(f"{folder} is no run's folder (it has no run.json); remove it yourself if it should go")
        folders.append(folder)
    for folder in folders:
        if (
            folder.is_symlink()
            or folder.resolve() == course.root.resolve()
            or folder.resolve() in course.root.resolve().parents
        ):
            raise PolicyError(f"{folder} is a link or holds the course itself; purge removes plain folders only")
    there = tuple(folder for folder in folders if folder.is_dir())
    if not there:
        raise PolicyError("there is no personal data here: no records, no runs; nothing to purge")
    return Purge(there, sum(1 for folder in there for file in folder.rglob("*") if file.is_file()), _kept(course))


def purge(course: Course, plan: Purge) -> None:
    """Write the statistics, then remove. Raises before anything is removed when the grades cannot be computed."""
    if (course.root / course.records).is_dir():
        term = load_term(course)
        grades = compute(term)
        now = datetime.now(UTC).date().isoformat()
        plan.keeps.parent.mkdir(parents=True, exist_ok=True)
        if plan.keeps.exists():
            raise PolicyError(f"{plan.keeps} is there already; move it away, or give course.toml another `term`")
        write_json(plan.keeps, {"course": course.title, "term": course.term, "purged": now, **statistics(term, grades)})
    for folder in plan.folders:
        shutil.rmtree(folder)


def _kept(course: Course) -> Path:
    term = re.sub(r"[^a-z0-9]+", "-", course.term.lower()).strip("-") or "term"
    return course.root / "statistics" / f"{term}.json"
