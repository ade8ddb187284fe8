"""Grading one submission: every test of the suite once, in order, in workers that `sandbox.shared` hands out.

Runs in a process forked for this submission alone, so that nothing of one student's run reaches another's.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.config import Assignment
from autograder.kit.challenge import FILE as CHALLENGE_FILE
from autograder.kit.errors import ImportFailed, NoAnswer, TimedOut
from autograder.kit.plugin import ALONE, SEED_KEY
from autograder.sandbox import Limits, Worker, Zygote
from autograder.sandbox.shared import Workers
from autograder.sandbox.worker import Setup

from . import call
from .lane import Lane
from .plan import Planned
from .verdicts import Verdict, judge, silent


@dataclass
class Memory:
    """What earlier tests of this submission taught: modules that cannot be imported, questions that time out."""

    imports: dict[str, ImportFailed] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)


def seed_key(secret: bytes, assignment: str, student_id: str) -> bytes:
    """The key of a student's inputs: the same for every hand-in of theirs, unpredictable without the secret."""
    return hmac.new(secret, f"{assignment}|{student_id}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


class GradedTransport:
    """A worker that has imported the question's module before it is sent any input of this test.

    It may have been given inputs of earlier tests: why an import fails here is not told in the module's own words.
    """

    def __init__(self, worker: Worker, module: str, memory: Memory) -> None:
        self.worker, self.module, self.memory = worker, module, memory
        self.imported = False

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        """Pass a request on; the first one after the import. An import that fails once has failed for good."""
        if not self.imported:
            if self.module not in self.memory.imports and (text := why_not(self.worker, self.module)):
                self.memory.imports[self.module] = ImportFailed(self.module, text)
            if self.module in self.memory.imports:
                raise self.memory.imports[self.module]
            self.imported = True
        if request["op"] == "import" and request["module"] == self.module:
            return {"kind": "value", "tree": None}, ()  # just done
        return self.worker.exchange(request, buffers)


def why_not(worker: Worker, module: str) -> str:
    """Import a module; "" when that works, else a sentence that may be in the student's words."""
    try:
        reply, _ = worker.exchange({"op": "import", "module": module}, ())
    except NoAnswer as error:
        file = f"{module}.py" if module in worker.setup.modules else f"{module}.ipynb"
        return f"{file}: while it was imported, {error}"
    text = reply.get("text")
    return text[:500] if reply.get("kind") == "import" and type(text) is str else ""


def import_errors(workers: Workers, setup: Setup, limits: Limits, modules: Iterable[str]) -> dict[str, ImportFailed]:
    """Which modules cannot be imported, and why, said by workers that have not been given any test's input yet."""
    failed = {}
    for module in modules:
        with workers.worker_for(replace(setup, probes=""), limits, fresh=False) as worker:
            if text := why_not(worker, module):
                failed[module] = ImportFailed(module, text, before_inputs=True)
    return failed


@contextmanager
def _alone(lane: Lane, worker: Worker) -> Iterator[None]:
    """The machine for this worker alone, on one core, with its whole time again: it has waited for others."""
    with lane.alone():
        worker.pin()
        worker.allow(worker.limits.timeout)
        yield


def without_notebooks(files: Mapping[str, bytes], assignment: Assignment) -> dict[str, bytes]:
    """The files without the notebooks that no test asks for."""
    asked = assignment.notebook if assignment.tests_ask_notebook else None
    return {name: data for name, data in files.items() if name == asked or not name.endswith(".ipynb")}


def grade_one(
    tests: Sequence[Planned],
    assignment: Assignment,
    zygote: Zygote,
    job: int,
    files: Mapping[str, bytes],
    key: bytes,
    lane: Lane,
    enough: int | None = None,
    seconds: float | None = None,
) -> Iterator[Verdict]:
    """Run the suite on one submission's files; a verdict for each test, in the suite's order.

    After `enough` failed tests, or one out of time, the others are not run, and their verdicts say so. No test gets more than `seconds`.
    """
    memory = Memory()
    failed = 0
    code = {name: data for name, data in without_notebooks(files, assignment).items() if name != CHALLENGE_FILE}
    given = Setup(code, assignment.modules, assignment.given())
    modules = dict.fromkeys(test.module for test in tests)
    with Workers(zygote, job, assignment.worker == "submission") as workers:
        memory.imports.update(import_errors(workers, given, assignment.limits.limits(), modules))
        for test in tests:
            item, limits = test.item, test.limits
            if enough is not None and failed >= enough:
                yield silent(item, "decided")
                continue
            if test.question in memory.slow:
                yield silent(item, "unrun")
                continue
            if seconds is not None and seconds < limits.timeout:
                limits = replace(limits, timeout=seconds)
            setup = replace(given, probes=test.probes)
            with lane.turn(), workers.worker_for(setup, limits, test.fresh) as worker:
                item.config.stash[SEED_KEY] = key
                item.config.stash[ALONE] = lambda: _alone(lane, worker)
                outcome = call.run(item, GradedTransport(worker, test.module, memory))
            verdict = judge(item, outcome, worker.output.text(), limits)
            failed += not verdict.passed
            if isinstance(outcome.error, TimedOut):
                memory.slow.add(test.question)
                failed = max(failed, enough or 0)
            yield verdict
