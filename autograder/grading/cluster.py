"""The executor of a cluster: the head's side. Tasks go out over a Dask scheduler as bytes, results come back as JSON bytes.

What is pickled is Dask's own messages, between machines of the course's; nothing that a sandbox sent is ever among them
but as text in a verdict. The course secret stays here: a task carries the keys of its student. See docs/scale.md.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker, as_completed

from autograder.config import Assignment, Course
from autograder.sandbox.canary import Isolation

from .node import identity
from .nodes import Node, NodeLost, grade_packed, said
from .one import without_notebooks
from .tasks import Collected, Graded, GradingError, Task, graded_from_json, pack_task, with_keys

#: So often is a task tried again on whatever node there is, after the one that had it was lost.
RETRIES = 2
_LOOK_SECONDS = 2.0


@dataclass(frozen=True)
class Cluster:
    """Grade on the workers of the Dask scheduler at `address` (`tcp://HOST:PORT`, or `tls://` by Dask's configuration)."""

    address: str
    folder: Path | None = None
    """Where the course lies on the nodes; None: where it lies here."""
    say: Callable[[str], None] = lambda text: None

    def expected(self, course: Course) -> None:
        """Only the nodes can tell."""

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
        """As `tasks.Executor` says. Raises GradingError, naming the node, where one cannot grade as the head would."""
        order = {
            "course": str(self.folder or course.root),
            "assignment": assignment.name,
            "isolation": course.isolation,
            "identity": identity(course, assignment),
        }
        with self._client() as client, _nodes(client, order) as name:
            hello = self._first_hello(client, name)
            at_level(Isolation(**hello["isolation"]))
            collected(Collected(**hello["suite"]))
            some = (task for task in tasks if task is not None)
            lean = (replace(task, files=without_notebooks(task.files, assignment)) for task in some)
            keyed = (with_keys(task, assignment, secret) for task in lean)
            _Stream(client, name, hello, keyed, done).run()

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            client = Client(self.address, set_as_default=False)
        except (OSError, ValueError, RuntimeError, TypeError) as error:
            raise GradingError(
                f"no Dask scheduler can be reached at {self.address}: {error}. Start one with `dask scheduler`"
            ) from None
        with client:
            yield client

    def _first_hello(self, client: Client, name: str) -> dict[str, Any]:
        """What the nodes found, once there is one; all that are there agree."""
        if not client.nthreads():
            self.say(
                f"no node has joined {self.address} yet; grading begins with the first (`dask worker {self.address}`)"
            )
        first: dict[str, Any] | None = None
        while first is None:
            for node, hello in client.run(said, name).items():
                if hello is not None:
                    first = _agreed(node, hello, first)
            time.sleep(0 if first else 0.5)
        return first


@contextmanager
def _nodes(client: Client, order: dict[str, Any]) -> Iterator[str]:
    """A node on every Dask worker, those that join later included; ended at the end of the run."""
    name = f"autograder-{uuid.uuid4()}"
    client.register_plugin(Node(name, order), name=name)
    try:
        yield name
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(name)


def _agreed(node: str, said: bytes, first: dict[str, Any] | None) -> dict[str, Any]:
    """What a node said, if it can grade, and as the first one does. One run has one level."""
    hello: dict[str, Any] = json.loads(said)
    if "refused" in hello:
        raise GradingError(f"the node {node} cannot grade: {hello['refused']}")
    if first is not None and hello != first:
        ours, theirs = (json.dumps(one["isolation"]) for one in (first, hello))
        raise GradingError(
            f"the node {node} is not as the others: isolation {theirs} there, {ours} elsewhere. One run has one level: "
            "take the node out of the cluster, or make it like them; what was finished stays"
        )
    return hello


@dataclass
class _Stream:
    """Tasks under way: about two for each thread of the cluster, so that a class never lies in memory, here or there."""

    client: Client
    name: str
    hello: dict[str, Any]
    tasks: Iterator[Task]
    done: Callable[[Graded], None]
    waiting: dict[str, str] = field(default_factory=dict)
    """Key of a future -> student."""
    number: int = 0
    window: int = 0
    looked: float = -_LOOK_SECONDS

    def run(self) -> None:
        """Until every task has its result."""
        results = as_completed(loop=self.client.loop)
        while True:
            for future in self._more():
                results.add(future)
            if not self.waiting:
                return
            self._take(next(results))

    def _more(self) -> Iterator[Future]:
        if time.monotonic() - self.looked > _LOOK_SECONDS:
            self.window = 2 * max(1, sum(self.client.nthreads().values()))
            self.looked = time.monotonic()
        while len(self.waiting) < self.window and (task := next(self.tasks, None)) is not None:
            self.number += 1
            key = f"{self.name}-{self.number}"
            self.waiting[key] = task.student_id
            data = pack_task(self.number, task)
            yield self.client.submit(grade_packed, self.name, self.number, data, key=key, pure=False, retries=RETRIES)

    def _take(self, future: Future) -> None:
        student = self.waiting.pop(future.key)
        try:
            node, hello, graded = future.result()
        except (NodeLost, KilledWorker) as error:
            text = f"every node that had it was lost, {RETRIES + 1} of them: {error}"
            self.done(Graded(student, (), 0.0, text))
            return
        except Exception as error:
            raise GradingError(
                f"the cluster failed in the middle of the run: {type(error).__name__}: {error}; what was finished stays"
            ) from error
        _agreed(node, hello, self.hello)
        self.done(graded_from_json(json.loads(graded)))
