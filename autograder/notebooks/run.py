"""Grading the notebooks of a class: the same hand-ins as `autograder grade` takes, into the same run's folder.

Threads, each of which drives workers: nothing of a student's runs in this process. What is unchanged since an earlier
run of the same folder (hand-in, release, grader, packages) is kept.
"""

from __future__ import annotations

import hashlib
import json
import queue
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import autograder
from autograder.config import NOTEBOOK_FIGURES, NOTEBOOK_PACKAGES, NOTEBOOK_WARM, Assignment, Course
from autograder.grading.suite import environment
from autograder.intake import HandIn
from autograder.sandbox import SandboxError, Zygote
from autograder.sandbox.canary import isolation, secret_places
from autograder.sandbox.guard import hide_memory
from autograder.sandbox.levels import best_level

from .grade import grade_notebook, refused
from .released import ReleasedNotebook, released_of
from .session import Pace
from .store import CleanNotebook, clean_notebook, write_clean, write_table


@dataclass
class NotebooksReport:
    """What came of it, in the order of the hand-ins. `failures`: the grader's own, by student."""

    level: str = ""
    graded: list[CleanNotebook] = field(default_factory=list)
    kept: int = 0
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Job:
    release: ReleasedNotebook
    zygote: Zygote
    assignment: Assignment
    given: dict[str, bytes]
    versions: str

    def grade(self, slot: int, hand_in: HandIn) -> CleanNotebook:
        name = self.release.name
        beside = {path: data for path, data in hand_in.files.items() if not path.endswith(".ipynb")}
        pace = Pace(self.assignment.notebook_cell_seconds, self.assignment.notebook_seconds)
        limits = self.assignment.limits.limits()
        made = grade_notebook(
            self.release,
            self.zygote,
            slot,
            hand_in.student_id,
            hand_in.files.get(name),
            beside | self.given,
            limits,
            pace,
        )
        return replace(made, digest=hand_in.digest, versions=self.versions)


def grade_notebooks(
    course: Course,
    assignment: Assignment,
    hand_ins: Iterable[HandIn],
    run: Path,
    jobs: int,
    private: tuple[Path, ...] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> NotebooksReport:
    """Grade every accepted notebook, write `notebooks/` and `notebooks.csv` below `run`. Needs the main thread.

    Raises ReleaseMissing or ConfigError before anything runs, SandboxError where the sandbox cannot be had.
    """
    release, given = released_of(course, assignment), course.given_files(assignment)
    hide_memory()
    level = best_level(course.isolation)
    packages, warm = course.packages + NOTEBOOK_PACKAGES, course.warm + NOTEBOOK_WARM
    warm += NOTEBOOK_FIGURES if "matplotlib" in course.packages else ()
    report, order, slots = NotebooksReport(level), [], queue.SimpleQueue[int]()
    with Zygote(jobs, packages, warm, level) as zygote, ThreadPoolExecutor(jobs) as threads:
        isolation(zygote, secret_places(course.root, course.root / course.secret, level, (*private, run)))
        work = _Job(release, zygote, assignment, given, versions(course, release, given, level))
        for slot in range(jobs):
            slots.put(slot)
        waiting: dict[str, Future[CleanNotebook]] = {}
        before: dict[str, CleanNotebook | None] = {}
        for number, hand_in in enumerate(hand_ins, 1):
            progress(number)
            if hand_in.status not in ("graded", "refused"):
                continue
            old = before[hand_in.student_id] = clean_notebook(run, hand_in.student_id)
            order.append(hand_in.student_id)
            if old is not None and (old.digest, old.versions) == (hand_in.digest, work.versions):
                report.kept += 1
                continue
            if hand_in.status == "refused":
                write_clean(run, replace(refused(release, hand_in.student_id, hand_in.messages), digest=hand_in.digest))
                continue
            slot = slots.get()  # no further hand-in is read before there is somebody to grade it
            waiting[hand_in.student_id] = threads.submit(_one, work, slot, hand_in, run, slots)
        for student, future in waiting.items():
            try:
                future.result()
            except SandboxError:
                raise
            except Exception:
                report.failures[student] = traceback.format_exc()
    for student in order:
        if (made := clean_notebook(run, student)) is not None and student not in report.failures:
            report.graded.append(made)
            report.moved += _moved(before[student], made)
    write_table(run, report.graded)
    return report


def _one(work: _Job, slot: int, hand_in: HandIn, run: Path, slots: queue.SimpleQueue[int]) -> CleanNotebook:
    try:
        made = work.grade(slot, hand_in)
        write_clean(run, made)
        return made
    finally:
        slots.put(slot)


def _moved(before: CleanNotebook | None, after: CleanNotebook) -> list[tuple[str, str, str]]:
    was, now = (_total(before), _total(after))
    return [(after.student_id, was, now)] if before is not None and was != now else []


def _total(graded: CleanNotebook | None) -> str:
    if graded is None:
        return ""
    return format(sum((cell.score for cell in graded.cells if cell.score is not None), Decimal(0)), "f")


def versions(course: Course, release: ReleasedNotebook, given: Mapping[str, bytes], level: str) -> str:
    """Identifies all that a score depends on besides the hand-in."""
    digest = hashlib.sha256(release.notebook)
    lent = {name: hashlib.sha256(data).hexdigest() for name, data in given.items()}
    digest.update(
        json.dumps([dict(release.checks), lent, environment(), list(course.packages), level], sort_keys=True).encode()
    )
    package = Path(autograder.__file__).parent
    for folder in ("kit", "worker", "notebooks"):
        for file in sorted((package / folder).rglob("*.py")):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
