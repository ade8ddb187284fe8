"""What a Dask worker does for a run: keep one grading process, hand it tasks, hand back what it says. Opens none of it.

Runs on the cluster's machines, in Dask's own process, which has threads and so must not fork: `node.py` does, beside it.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from autograder.kit.frames import FrameReader, pack

from .node import MOST_BYTES

_START_SECONDS = 300
_END_SECONDS = 20


class NodeLost(Exception):
    """The grading process has gone; whatever it was at work on is to be graded again from the start."""


class Process:
    """A running `node.py`; `ask` is called by as many threads as it grades at a time."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.channel, theirs = socket.socketpair()
        words = [sys.executable, "-P", "-m", "autograder.grading.node", str(theirs.fileno())]
        self.process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=2, pass_fds=[theirs.fileno()], start_new_session=True
        )
        theirs.close()
        self.lock = threading.Lock()
        self.hello: Future[bytes] = Future()
        self.waiting: dict[int, Future[bytes]] = {}
        self.lost = ""
        self._send(b"".join(pack({}, (json.dumps(order).encode(),))))
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, number: int, task: bytes) -> bytes:
        """Have a packed task graded; the result as JSON. Raises NodeLost."""
        answer: Future[bytes] = Future()
        with self.lock:
            if self.lost:
                raise NodeLost(self.lost)
            self.waiting[number] = answer
            self._send(task)
        return answer.result()

    def end(self) -> None:
        """Close the line, on which the process ends its sandbox and itself; wait until it has."""
        try:
            self.channel.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has closed its end already
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _send(self, data: bytes) -> None:
        try:
            self.channel.sendall(data)
        except OSError:
            pass  # `_listen` meets the same, and tells whoever waits

    def _listen(self) -> None:
        reader = FrameReader(MOST_BYTES)
        last = "its grading process ended; the log of its Dask worker may say why"
        try:
            while True:
                frame = reader.pull(self.channel)
                if frame is None:
                    continue
                if "id" in frame.header:
                    self.waiting.pop(frame.header["id"]).set_result(frame.buffers[0])
                elif "hello" in frame.header:
                    self.hello.set_result(frame.buffers[0])
                else:
                    last = json.loads(frame.buffers[0])
        except (OSError, EOFError):
            pass
        with self.lock:
            self.lost = last
            for answer in (self.hello, *self.waiting.values()):
                if not answer.done():
                    answer.set_exception(NodeLost(last))
        self.channel.close()


class Node(WorkerPlugin):  # type: ignore[misc]
    """A run's part of a Dask worker. `order`: what `node.serve` is told, without the number of jobs."""

    def __init__(self, name: str, order: dict[str, Any]) -> None:
        self.name, self.order = name, order
        self.hello: bytes | None = None
        """What the process said when it was ready (JSON); None until then."""

    async def setup(self, worker: Worker) -> None:
        """Start the grading process. A worker that joins later is sent nothing before this has ended."""
        self.order = {**self.order, "jobs": worker.state.nthreads}
        self.lock = threading.Lock()
        self.process: Process | None = None
        try:
            self.hello = await asyncio.to_thread(lambda: self._running().hello.result(_START_SECONDS))
        except (NodeLost, TimeoutError) as error:
            self.hello = json.dumps({"refused": str(error) or f"it was not ready after {_START_SECONDS} s"}).encode()

    async def teardown(self, worker: Worker) -> None:
        """The run is over."""
        if self.process is not None:
            await asyncio.to_thread(self.process.end)

    def grade(self, number: int, task: bytes) -> tuple[bytes, bytes]:
        """(what the process said when it was ready, the result): JSON. Raises NodeLost."""
        process = self._running()
        hello = process.hello.result(_START_SECONDS)
        return hello, b"" if "refused" in json.loads(hello) else process.ask(number, task)

    def _running(self) -> Process:
        """The process; a new one where it was lost, or has ended itself because nothing came for a long time."""
        with self.lock:
            if self.process is not None and self.process.lost:
                self.process.end()
                self.process = None
            self.process = self.process or Process(self.order)
            return self.process


def said(name: str, dask_worker: Worker) -> bytes | None:
    """What the node of a run said on a Dask worker; None while it has not yet."""
    node = dask_worker.plugins.get(name)
    return None if node is None else node.hello


def grade_packed(name: str, number: int, task: bytes) -> tuple[str, bytes, bytes]:
    """Grade a packed task on the Dask worker that this runs on: its address, and what `Node.grade` gives."""
    worker = get_worker()
    return (worker.address, *worker.plugins[name].grade(number, task))
