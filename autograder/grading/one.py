"""Grading one submission: every test of the suite once, in order, in workers that `sandbox.shared` hands out.

Runs in a process forked for this submission alone, so that nothing of one student's run reaches another's.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from autograder.config import Assignment
from autograder.kit.errors import ImportFailed, NoAnswer, TimedOut
from autograder.kit.plugin import ERROR, SEED_KEY, TRANSPORT, marked, question_of
from autograder.kit.submission import Transport
from autograder.sandbox import Limits, Worker, Zygote
from autograder.sandbox.limits import MB
from autograder.sandbox.shared import Workers
from autograder.sandbox.worker import Setup

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
    """A worker that has imported the question's module before it is sent any input."""

    def __init__(self, worker: Worker, module: str, memory: Memory) -> None:
        self.worker, self.module, self.memory = worker, module, memory
        self.imported = False

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        """Pass a request on; the first one after the import. An import that fails once has failed for good."""
        if not self.imported:
            self._import()
        return self.worker.exchange(request, buffers)

    def _import(self) -> None:
        if self.module in self.memory.imports:
            raise self.memory.imports[self.module]
        try:
            reply, _ = self.worker.exchange({"op": "import", "module": self.module}, ())
            text = reply.get("text")
            if reply.get("kind") == "import" and type(text) is str:
                raise ImportFailed(self.module, text[:500])
        except NoAnswer as error:
            text = (
                str(error) if isinstance(error, ImportFailed) else f"{self.module}.py: while it was imported, {error}"
            )
            failed = ImportFailed(self.module, text, before_inputs=True)
            self.memory.imports[self.module] = failed
            raise failed from None
        self.imported = True


def grade_one(
    items: Sequence[pytest.Item],
    assignment: Assignment,
    zygote: Zygote,
    job: int,
    files: Mapping[str, bytes],
    key: bytes,
) -> Iterator[Verdict]:
    """Run the suite on one submission's files; a verdict for each test, in the suite's order."""
    memory = Memory()
    code = {name: data for name, data in files.items() if not name.endswith(".ipynb")}
    with Workers(zygote, job, assignment.worker == "submission") as workers:
        for item in items:
            question = question_of(item) or ""
            if question in memory.slow:
                yield silent(item, "unrun")
                continue
            module = assignment.question(question).module
            setup = Setup(code, assignment.modules, assignment.given(), probes_beside(item.path))
            limits = limits_of(item, assignment.limits.limits())
            fresh = item.get_closest_marker("fresh") is not None
            with workers.worker_for(setup, limits, fresh) as worker:
                transport: Transport = GradedTransport(worker, module, memory)
                item.config.stash[TRANSPORT] = lambda _, way=transport: nullcontext(way)  # type: ignore[misc]
                item.config.stash[SEED_KEY] = key
                item.stash[ERROR] = None
                reports = runtestprotocol(item, log=False, nextitem=None)
                error = item.stash[ERROR]
            if isinstance(error, TimedOut):
                memory.slow.add(question)
            yield judge(item, reports, worker.output.text(), limits)


def limits_of(item: pytest.Item, defaults: Limits) -> Limits:
    """The assignment's limits with this test's own timeout and memory."""
    timeout = float(marked(item, "timeout", defaults.timeout))
    memory = int(marked(item, "memory", defaults.memory // MB)) * MB
    return replace(defaults, timeout=timeout, memory=memory)


def probes_beside(test: Path) -> str:
    """The source of the `probes.py` in the test's folder."""
    file = test.with_name("probes.py")
    return file.read_text(encoding="utf-8") if file.is_file() else ""
