"""The hand-ins as tokens: one worker for each, which is given the files as values and gives tokens back as values.

Hostile bytes cost their own hand-in at most: it is then not compared, and the page says so.
"""

from __future__ import annotations

import queue
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import autograder
from autograder.config import Assignment, Course
from autograder.intake import HandIn
from autograder.kit.errors import NoAnswer, StudentError
from autograder.kit.submission import Submission
from autograder.sandbox import Limits, Worker, Zygote
from autograder.sandbox.canary import isolation, secret_places
from autograder.sandbox.guard import hide_memory
from autograder.sandbox.levels import best_level
from autograder.sandbox.limits import MB
from autograder.sandbox.worker import Setup

MOST_FILES = 100
_LIMITS = Limits(timeout=10.0, memory=1024 * MB)
_PROBE = Path(__file__).with_name("tokens.py")

Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class File:
    """One file's code: its text by lines, its tokens, and the line (from 0) that each begins on."""

    name: str
    lines: tuple[str, ...]
    tokens: Numbers
    line_of: Numbers


@dataclass(frozen=True)
class Hand:
    """One hand-in. `notes`: which of its files are not compared, and why."""

    student_id: str
    group: tuple[str, ...]
    files: tuple[File, ...]
    notes: tuple[str, ...]


def read_hands(
    course: Course, assignment: Assignment, hand_ins: Iterable[HandIn], jobs: int, private: tuple[Path, ...]
) -> tuple[Hand, list[Hand]]:
    """What the course gave out, and every accepted hand-in. Needs the main thread. Raises SandboxError."""
    hide_memory()
    level = best_level(course.isolation)
    slots = queue.SimpleQueue[int]()
    for slot in range(jobs):
        slots.put(slot)
    with Zygote(jobs, course.packages, (), level) as zygote, ThreadPoolExecutor(jobs) as threads:
        isolation(zygote, secret_places(course.root, course.root / course.secret, level, private))

        def read(slot: int, student: str, group: tuple[str, ...], files: Mapping[str, bytes]) -> Hand:
            try:
                return _read(zygote, slot, student, group, files)
            finally:
                slots.put(slot)

        given = threads.submit(read, slots.get(), "", (), given_out(course, assignment))
        waiting = [
            # No further hand-in's files are kept before there is somebody to read them.
            threads.submit(read, slots.get(), one.student_id, one.group, _compared(assignment, one.files))
            for one in hand_ins
            if one.status == "graded"
        ]
        return given.result(), [future.result() for future in waiting]


def given_out(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """All code that a student gets from the course: the starter, the public tests, and what lies beside them in a release."""
    package = Path(autograder.__file__).parent
    places = [course.root / "starter_code" / assignment.name, course.suite(assignment.name) / "public"]
    places += [package / "kit", package / "release" / "student"]
    return {
        f"{number}/{file.relative_to(place)}": file.read_bytes()
        for number, place in enumerate(places)
        for file in sorted(place.rglob("*"))
        if file.suffix in (".py", ".ipynb")
    }


def _compared(assignment: Assignment, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Modules and the notebook that were asked for first, then every other module."""
    asked = [name for name in assignment.files() if name in files]
    others = sorted(name for name in files if name.endswith(".py") and name not in asked)
    given = {f"{module}.py" for module in assignment.given_modules}
    return {name: files[name] for name in [*asked, *others][:MOST_FILES] if name not in given}


def _read(zygote: Zygote, slot: int, student: str, group: tuple[str, ...], files: Mapping[str, bytes]) -> Hand:
    setup = Setup({}, (), probes=_PROBE.read_text(encoding="utf-8"))
    try:
        with Worker(zygote, slot, setup, _LIMITS) as worker:
            reply = Submission(worker).probes.tokens(dict(files))
    except (NoAnswer, StudentError) as error:
        return Hand(student, group, (), (f"nothing of it is compared: while it was read, {error}",))
    found, notes = [], []
    for name in files:
        part = reply.get(name) if type(reply) is dict else None
        file = _file(name, part)
        if file is not None:
            found.append(file)
        else:
            notes.append(f"{name} {part if type(part) is str else 'could not be read'}")
    return Hand(student, group, tuple(found), tuple(notes))


def _file(name: str, part: Any) -> File | None:
    """What a worker said of a file, if it has the agreed shape; line numbers are held within the text."""
    if type(part) is not tuple or [type(one) for one in part] != [str, bytes, bytes]:
        return None
    text, codes, lines = part
    if len(codes) != len(lines) or len(codes) % 4:
        return None
    rows = tuple(text.split("\n"))
    line_of = np.frombuffer(lines, "<u4").astype(np.int64) - 1
    return File(name, rows, np.frombuffer(codes, "<u4"), np.clip(line_of, 0, len(rows) - 1).astype(np.uint32))
