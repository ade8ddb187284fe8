"""What is to be graded, what came of it, and who does it: the same whether on this machine or on a cluster's nodes.

A task that has its keys is complete: whoever grades it needs the course's folder, and no secret.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import pytest

from autograder.config import Assignment, Course
from autograder.kit.frames import Frame, pack
from autograder.kit.plugin import question_of, test_key
from autograder.sandbox.canary import Isolation

from .challenge import images_key
from .one import seed_key
from .suite import question_hashes
from .verdicts import Verdict


class GradingError(Exception):
    """The run cannot go on, by no fault of a student's."""


@dataclass(frozen=True)
class Task:
    """What to grade: a student, and the files that count. The rest is for the audit, which grades variants."""

    student_id: str
    files: Mapping[str, bytes]
    tests: tuple[str, ...] | None = None
    """Only these tests, in this order."""
    enough: int | None = None
    """Stop when so many tests have failed."""
    secret: bytes | None = None
    """Another secret than the course's."""
    seconds: float | None = None
    """No test gets more time than this."""
    key: bytes = b""
    """What the student's inputs are drawn from; `with_keys` puts it there."""
    images: bytes = b""
    """What the challenge's hidden images are drawn from; likewise."""


@dataclass(frozen=True)
class Graded:
    """All verdicts on one submission, in the suite's order. `failure`: the grader's own, never the student's."""

    student_id: str
    verdicts: tuple[Verdict, ...]
    seconds: float
    failure: str = ""
    challenge: dict[str, Any] | None = None
    """What `challenge.Measured` says of the model that came with it."""


@dataclass(frozen=True)
class Collected:
    """A suite as pytest collected it: test -> question in order, and question -> hash (`suite.question_hashes`)."""

    tests: dict[str, str]
    hashes: dict[str, str]

    @classmethod
    def of(cls, course: Course, assignment: Assignment, items: Sequence[pytest.Item]) -> Collected:
        """From the collected items."""
        tests = {test_key(item): question_of(item) or "" for item in items}
        return cls(tests, question_hashes(course, assignment, items))


class Executor(Protocol):
    """Where tasks are graded. The same tasks give the same verdicts with every executor."""

    def expected(self, course: Course) -> Isolation | None:
        """The isolation that its workers will have; None where only `grade` can tell."""

    def grade(
        self,
        course: Course,
        assignment: Assignment,
        tasks: Iterable[Task | None],
        secret: bytes,
        done: Callable[[Graded], None],
        at_level: Callable[[Isolation], None],
        collected: Callable[[Collected], None],
        private: tuple[Path, ...],
    ) -> None:
        """Grade every task (see `run.grade`); `at_level`, then `collected` are called before the first one is asked for."""


def with_keys(task: Task, assignment: Assignment, secret: bytes) -> Task:
    """The task with the keys of its inputs: all that is ever told of the course secret."""
    key = seed_key(task.secret or secret, assignment.name, task.student_id)
    images = images_key(secret, assignment.name) if assignment.challenge else b""
    return replace(task, secret=None, key=key, images=images)


def pack_task(number: int, task: Task) -> bytes:
    """One frame of `kit.frames`: who and how as JSON, the files as they are."""
    about: dict[str, Any] = {
        "student_id": task.student_id,
        "names": list(task.files),
        "tests": task.tests,
        "enough": task.enough,
    }
    about |= {"seconds": task.seconds, "key": task.key.hex(), "images": task.images.hex()}
    return b"".join(pack({"id": number}, (json.dumps(about).encode(), *task.files.values())))


def unpack_task(frame: Frame) -> tuple[int, Task]:
    """What `pack_task` packed."""
    about = json.loads(frame.buffers[0])
    files = dict(zip(about["names"], frame.buffers[1:], strict=True))
    tests = None if about["tests"] is None else tuple(about["tests"])
    keys = bytes.fromhex(about["key"]), bytes.fromhex(about["images"])
    return frame.header["id"], Task(about["student_id"], files, tests, about["enough"], None, about["seconds"], *keys)


def graded_to_json(graded: Graded) -> dict[str, Any]:
    """A result as JSON values."""
    return asdict(graded)


def graded_from_json(value: Mapping[str, Any]) -> Graded:
    """What `graded_to_json` gave."""
    return Graded(**{**value, "verdicts": tuple(Verdict(**verdict) for verdict in value["verdicts"])})
