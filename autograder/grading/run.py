"""Grading a set of submissions: pytest collects once, then one process is forked per submission, some at a time.

The forked processes are trusted (they hold the tests); students' code runs only in the sandbox's workers. Verdicts
come back as JSON lines; a submission whose process dies has failed tests, never a guess.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.config import NOTEBOOK_PACKAGES, NOTEBOOK_WARM, Assignment, Course
from autograder.kit.challenge import FILE as CHALLENGE_FILE
from autograder.kit.plugin import test_key
from autograder.sandbox import SandboxError, Zygote
from autograder.sandbox.canary import Isolation, isolation, secret_places
from autograder.sandbox.guard import die_with, hide_memory
from autograder.sandbox.levels import best_level
from autograder.worker import landlock

from .challenge import SECONDS, Hidden, hidden_images, measure
from .lane import Lane
from .one import grade_one
from .plan import plan
from .suite import check, suite_folders, with_suite
from .tasks import Collected, Graded, GradingError, Task, with_keys
from .verdicts import Verdict, silent

_PATIENCE = 60.0


@dataclass
class _Child:
    """A forked process at work on the first of these tasks."""

    pid: int
    pipe: int
    tasks: list[Task]
    started: float
    heard: float
    data: bytearray = field(default_factory=bytearray)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    failure: str = ""
    challenge: dict[str, Any] | None = None


@dataclass(frozen=True)
class Here:
    """The executor of this machine: `jobs` submissions at a time."""

    jobs: int

    def expected(self, course: Course) -> Isolation:
        """What a canary worker would confirm; tried by starting a sandbox, about 20 ms. Raises SandboxError."""
        return Isolation(best_level(course.isolation), landlock.abi() > 0)

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
        """As `grade`."""
        grade(course, assignment, tasks, secret, self.jobs, done, at_level, collected, private)


def grade(
    course: Course,
    assignment: Assignment,
    tasks: Iterable[Task | None],
    secret: bytes,
    jobs: int,
    done: Callable[[Graded], None],
    at_level: Callable[[Isolation], None] = lambda found: None,
    collected: Callable[[Collected], None] = lambda suite: None,
    private: tuple[Path, ...] = (),
    batch: int = 1,
) -> None:
    """Grade every task, `jobs` at a time, calling `done` with each result as it comes. Needs the main thread.

    A None among the tasks stands for one that can only be told when a running one is done: it is asked for again then.
    `at_level` hears the isolation that a canary worker found, before the first task is asked for; it is the strongest
    that can be had, and nothing below what the course asks for. `collected` hears which tests there are. Given modules lie
    with every hand-in. `private`: hand-ins and results of this run. `batch`: one forked process does tasks until it has run
    so many tests, where they are all the course's own. Raises SandboxError where the sandbox cannot be had or leaks,
    ConfigError for a broken suite, GradingError in mid-run.
    """
    keyed = (task and with_keys(task, assignment, secret) for task in tasks)
    grade_keyed(course, assignment, keyed, jobs, done, at_level, collected, private, batch)


def grade_keyed(
    course: Course,
    assignment: Assignment,
    tasks: Iterable[Task | None],
    jobs: int,
    done: Callable[[Graded], None],
    at_level: Callable[[Isolation], None],
    collected: Callable[[Collected], None],
    private: tuple[Path, ...] = (),
    batch: int = 1,
    wake: int | None = None,
) -> None:
    """The same for tasks that have their keys, where no secret need be. `wake`: readable when a None became a task."""
    hide_memory()
    level = best_level(course.isolation)
    packages, warm = course.packages, course.warm
    if assignment.tests_ask_notebook:
        packages, warm = packages + NOTEBOOK_PACKAGES, warm + NOTEBOOK_WARM
    with Zygote(jobs, packages, warm, level) as zygote:
        hidden_places = secret_places(course.root, course.root / course.secret, level, private)
        given = course.given_files(assignment)
        whole = (task and replace(task, files={**task.files, **given}) for task in tasks)

        def work(session: pytest.Session) -> None:
            check(assignment, session.items)
            at_level(isolation(zygote, hidden_places))
            collected(Collected.of(course, assignment, session.items))
            _quieten()
            _Scheduler(session.items, assignment, zygote, done, batch).run(whole, jobs, wake)

        with_suite(suite_folders(course, assignment), work)


def _quieten() -> None:
    """Make this process safe and cheap to fork: one thread, a frozen heap."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
    gc.collect()
    gc.freeze()


#: How long a child keeps what it has to say, rather than wake the grader for each verdict. What dies with it is graded again.
_SAY_SECONDS = 0.25


class _Scheduler:
    def __init__(
        self,
        items: list[pytest.Item],
        assignment: Assignment,
        zygote: Zygote,
        done: Callable[[Graded], None],
        batch: int,
    ) -> None:
        self.tests = {test_key(test.item): test for test in plan(items, assignment)}
        self.blank = {name: silent(test.item) for name, test in self.tests.items()}
        self.assignment, self.zygote, self.done, self.batch = assignment, zygote, done, batch
        self.longest = max((test.limits.timeout for test in self.tests.values()), default=0)
        self.hidden: Hidden | None = None
        self.lane = Lane()

    def run(self, tasks: Iterator[Task | None], jobs: int, wake: int | None) -> None:
        """Keep `jobs` children busy until the tasks are done; leave none behind."""
        # A test may be timed a second time, alone, after all the others that want to be.
        patience = _PATIENCE + (1 + jobs) * self.longest + (2 * SECONDS if self.assignment.challenge else 0)
        running: dict[int, _Child] = {}
        try:
            while True:
                for job in range(jobs):
                    if job not in running and (batch := self._batch(tasks)):
                        running[job] = self._start(batch, job)
                if not running:
                    return
                free = [wake] if wake is not None and len(running) < jobs else []
                ready, _, _ = select.select([child.pipe for child in running.values()] + free, [], [], 1.0)
                for job, child in list(running.items()):
                    if child.pipe in ready and self._hear(child):
                        del running[job]
                    elif time.monotonic() - child.heard > patience:
                        os.kill(child.pid, signal.SIGKILL)
        finally:
            for child in running.values():
                os.kill(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)
                os.close(child.pipe)

    def _batch(self, tasks: Iterator[Task | None]) -> list[Task]:
        batch: list[Task] = []
        tests = 0
        while tests < self.batch and (task := next(tasks, None)) is not None:
            batch.append(task)
            tests += min(len(self.tests if task.tests is None else task.tests), task.enough or len(self.tests))
        return batch

    def _start(self, tasks: list[Task], job: int) -> _Child:
        with_model = [task for task in tasks if self._model(task) is not None]
        if self.hidden is None and with_model:
            self.hidden = hidden_images(with_model[0].images)  # once, before the fork: they are the same for all
        reading, writing = os.pipe()
        grader, pid = os.getpid(), os.fork()
        if pid == 0:
            die_with(grader)
            os.close(reading)
            self._in_child(tasks, job, writing)
        os.close(writing)
        now = time.monotonic()
        return _Child(pid, reading, tasks, now, now)

    def _in_child(self, tasks: list[Task], job: int, writing: int) -> None:
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            said = time.monotonic()
            with os.fdopen(writing, "w", encoding="utf-8") as pipe:
                for task in tasks:
                    for record in self._records(task, job):
                        pipe.write(json.dumps(record) + "\n")
                        if "done" in record or time.monotonic() - said > _SAY_SECONDS:
                            pipe.flush()
                            said = time.monotonic()
            code = 0
        finally:
            os._exit(code)

    def _records(self, task: Task, job: int) -> Iterator[dict[str, Any]]:
        """What a child says of one task: its verdicts, or why there are none, and that it is done."""
        try:
            tests = [self.tests[name] for name in (self.tests if task.tests is None else task.tests)]
            for verdict in grade_one(
                tests, self.assignment, self.zygote, job, task.files, task.key, self.lane, task.enough, task.seconds
            ):
                yield verdict.as_dict()
            if (model := self._model(task)) is not None and self.assignment.challenge and self.hidden:
                yield {"challenge": measure(self.zygote, job, model, self.assignment.challenge, self.hidden).as_dict()}
        except SandboxError as error:
            yield {"fatal": str(error)}
        except Exception:
            yield {"failure": traceback.format_exc()}
        yield {"done": True}

    def _model(self, task: Task) -> bytes | None:
        """The model of the challenge that came with a hand-in, if the week has one."""
        return task.files.get(CHALLENGE_FILE) if self.assignment.challenge and task.tests is None else None

    def _hear(self, child: _Child) -> bool:
        """Take in what a child says; True when it has ended."""
        data = os.read(child.pipe, 2**20)
        child.heard = time.monotonic()
        child.data += data
        *lines, rest = child.data.split(b"\n")
        child.data = bytearray(rest)
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            if "fatal" in record:
                raise GradingError(f"the sandbox failed in the middle of the run: {record['fatal']}")
            if "failure" in record:
                child.failure = record["failure"]
            elif "challenge" in record:
                child.challenge = record["challenge"]
            elif "done" in record:
                self._finish(child)
            else:
                verdict = Verdict(**record)
                child.verdicts[verdict.test] = verdict
        if data:
            return False
        os.close(child.pipe)
        _, status = os.waitpid(child.pid, 0)
        while child.tasks:
            child.failure = child.failure or f"the grading process ended with status {status}"
            self._finish(child)
        return True

    def _finish(self, child: _Child) -> None:
        """The first task of a child is done: say its result, and turn to the next."""
        task, now = child.tasks.pop(0), time.monotonic()
        tests = self.tests if task.tests is None else task.tests
        verdicts = tuple(child.verdicts.get(test, self.blank[test]) for test in tests)
        result = Graded(task.student_id, verdicts, now - child.started, child.failure, child.challenge)
        child.started, child.verdicts, child.failure, child.challenge = now, {}, "", None
        self.done(result)
