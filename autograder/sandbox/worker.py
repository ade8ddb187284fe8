"""The trusted side of one worker: requests, replies, the wall clock, the memory watch, and the drained output.

Everything is one poll loop on three descriptors (channel, output, pidfd). A reply counts only if it is one well-formed
frame with the id of its request; end of file, garbage and silence all end the test, each with its sentence.
"""

from __future__ import annotations

import math
import os
import select
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.kit.errors import Crashed, Garbled, LimitHit, NoAnswer, TimedOut
from autograder.kit.frames import Frame, FrameError, FrameReader, pack

from .disk import too_much_disk
from .limits import Limits
from .memory import is_clean, memory_of, pin
from .plan import SandboxError
from .zygote import Zygote

#: One sentence for all of them: whether a stray reply is met before or after the next request is a matter of luck.
_STRAY = "the reply broke the protocol: it does not belong to this request"
_WATCH_SECONDS = 0.05
_RENEW_SECONDS = 5.0
_SIGNALS: dict[int, str] = {
    signal.SIGSEGV: "segmentation fault",
    signal.SIGABRT: "abort",
    signal.SIGBUS: "bus error: most likely shared memory, which has no room left in /dev/shm",
}


@dataclass(frozen=True)
class Setup:
    """What a worker is given: first the hand-in, which modules are graded, and given classes.

    The probes' source goes along with the request for a probe: why a module cannot be imported is said to students in
    the module's own words, so nothing of a hidden test may be in the worker by then.
    """

    files: Mapping[str, bytes]
    modules: tuple[str, ...]
    given: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    probes: str = ""


@dataclass
class Output:
    """What the worker printed: its first and last bytes, and how many there were."""

    kept: int
    head: bytearray = field(default_factory=bytearray)
    tail: bytearray = field(default_factory=bytearray)
    total: int = 0

    def add(self, data: bytes) -> None:
        self.total += len(data)
        room = self.kept // 2 - len(self.head)
        self.head += data[: max(0, room)]
        self.tail = (self.tail + data[max(0, room) :])[-self.kept // 2 :]

    def text(self) -> str:
        """Head and tail with a mark where the middle is missing; control characters are left to whoever shows it."""
        gap = self.total - len(self.head) - len(self.tail)
        middle = f"\n[… {gap:,} bytes …]\n".encode() if gap > 0 else b""
        return (bytes(self.head) + middle + bytes(self.tail)).decode("utf-8", "replace")


class Worker:
    """A transport for `Submission`: starts its worker at the first request; a context manager that always kills it."""

    def __init__(self, zygote: Zygote, job: int, setup: Setup, limits: Limits) -> None:
        self.zygote, self.job, self.setup, self.limits = zygote, job, setup, limits
        self.output = Output(limits.output_kept)
        self.channel: socket.socket | None = None
        self.pidfd = self.pipe = -1
        self.next_id = 0
        self.deadline = self.next_look = 0.0
        self.over: NoAnswer | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exc: object) -> None:
        if self.channel is None:
            return
        self.kill()
        self._drain()  # what was printed after the last answer is kept, and judges nothing
        self.channel.close()
        if self.spawned.uid:
            with suppress(SandboxError):  # a zygote that has gone is reported by the next request
                self.zygote.end(self.job)
        for fd in (self.pidfd, self.pipe):
            os.close(fd)
        self.channel = None

    def kill(self) -> None:
        """End the whole worker: pid 1 of its namespace takes every other process with it."""
        try:
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        except ProcessLookupError:
            pass
        select.select([self.pidfd], [], [], 10)

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        """Send one request, wait for its reply. Raises a NoAnswer; after one, every further call raises it again."""
        if self.over is not None:
            raise self.over
        if request["op"] == "probe":
            request = {**request, "source": self.setup.probes}
        try:
            if self.channel is None:
                self._start()
            if self.deadline == math.inf:
                self.deadline = time.monotonic() + self.limits.timeout
            assert self.channel is not None
            self.next_id += 1
            self._send({**request, "id": self.next_id}, buffers)
            frame = self._receive()
        except NoAnswer as verdict:
            self.over = verdict
            self.kill()
            raise
        return frame.header, frame.buffers

    def allow(self, seconds: float) -> None:
        """From its next request on the worker has so many seconds."""
        self.limits = replace(self.limits, timeout=seconds)
        self.deadline = math.inf

    def pin(self) -> None:
        """From here on it is kept on one core."""
        if self.channel is not None:
            pin(self.pidfd)

    def renew(self, probes: str, limits: Limits) -> bool:
        """Make the worker as good as new for the next test; False when it is not, and must be replaced.

        Clean is: it lives, answers this one request, says that its process is as it was, and holds no thread, child,
        descriptor or memory beyond its own, and no more processor time than a shared worker may use. At level `uid`
        no worker is taken for clean.
        """
        self.output = Output(limits.output_kept)
        self.limits = limits
        self.setup = replace(self.setup, probes=probes)
        if self.channel is None:
            return True
        if self.spawned.uid:  # what a process of another user holds cannot be looked up from here
            return False
        self.deadline = time.monotonic() + _RENEW_SECONDS
        try:
            header, buffers = self.exchange({"op": "renew"}, ())
        except NoAnswer:
            return False
        says_so = header.get("kind") == "renewed" and header.get("clean") is True and not buffers
        if not says_so or not is_clean(self.pidfd, limits):
            return False
        self._drain()
        self.output = Output(limits.output_kept)
        self.deadline = math.inf  # a test's clock starts with its first request, as in a worker of its own
        return True

    def _start(self) -> None:
        self.zygote.wait_until_ready()
        ours, theirs = socket.socketpair()
        self.pipe, pipe_end = os.pipe()
        try:
            self.spawned = self.zygote.spawn(self.job, theirs, pipe_end, self.limits)
            self.pidfd = self.spawned.pidfd
        finally:
            theirs.close()
            os.close(pipe_end)
        self.deadline = time.monotonic() + self.limits.timeout  # from here on: the zygote's own time is not the test's
        self.next_look = time.monotonic() + _WATCH_SECONDS
        self.channel = ours
        ours.setblocking(False)
        os.set_blocking(self.pipe, False)
        self.reader = FrameReader(self.limits.reply)
        self.poller = select.poll()
        self.poller.register(self.pipe, select.POLLIN)
        self.poller.register(self.pidfd, select.POLLIN)
        self.poller.register(ours, select.POLLIN)
        names = sorted(self.setup.files)
        header = {
            "files": names,
            "modules": list(self.setup.modules),
            "given": [[module, name, list(fields)] for module, name, fields in self.setup.given],
            "cell_seconds": max(1, int(self.limits.timeout / 3)),
        }
        self._send(header, tuple(self.setup.files[name] for name in names))

    def _send(self, header: dict[str, Any], buffers: tuple[bytes, ...]) -> None:
        assert self.channel is not None
        if self.reader.data or select.select([self.channel], [], [], 0)[0]:
            self._unasked()
        for piece in pack(header, buffers):
            view = memoryview(piece)
            while view:
                try:
                    view = view[self.channel.send(view) :]
                except BlockingIOError:
                    self.poller.modify(self.channel, select.POLLOUT)
                    self._wait()
                    self.poller.modify(self.channel, select.POLLIN)
                except OSError:
                    raise self._ended() from None

    def _unasked(self) -> None:
        """Bytes before the next request: the end of the worker, or a reply that nobody asked for."""
        assert self.channel is not None
        try:
            if not self.reader.data and not self.channel.recv(1, socket.MSG_PEEK):
                raise self._ended()
        except OSError:
            raise self._ended() from None
        raise Garbled(_STRAY)

    def _receive(self) -> Frame:
        assert self.channel is not None
        while True:
            if not self._wait():
                continue
            try:
                frame = self.reader.pull(self.channel)
            except BlockingIOError:
                continue
            except (EOFError, OSError):
                raise self._ended() from None
            except FrameError as error:
                raise Garbled(f"the reply broke the protocol: {error}") from None
            if frame is not None:
                if frame.header.get("id") != self.next_id:  # what comes behind it is met by the next request
                    raise Garbled(_STRAY)
                return frame

    def _wait(self) -> int:
        """Poll once; drain output, watch time and memory. The channel's events, or 0."""
        assert self.channel is not None
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimedOut(self.limits.sentence("timeout"))
        ready = dict(self.poller.poll(min(left, _WATCH_SECONDS) * 1000))
        if self.pipe in ready:
            self._drain()
            if self.output.total > self.limits.output:
                raise LimitHit(self.limits.sentence("output"))
        if time.monotonic() >= self.next_look:  # by the clock: a worker that prints without pause is watched too
            if memory_of(self.pidfd, self.spawned.uid) > self.limits.memory:
                raise LimitHit(self.limits.sentence("memory") + " and was stopped")
            if self.spawned.uid and too_much_disk(self.spawned.folder, self.spawned.uid, self.limits):
                raise LimitHit(self.limits.sentence("disk") + " and was stopped")
            self.next_look = time.monotonic() + _WATCH_SECONDS
        events = ready.get(self.channel.fileno(), 0)
        if self.pidfd in ready and not events:
            raise self._ended()
        return events

    def _drain(self) -> None:
        for _ in range(64):
            try:
                data = os.read(self.pipe, 65536)
            except BlockingIOError:
                return
            if not data:
                try:
                    self.poller.unregister(self.pipe)
                except KeyError:
                    pass
                return
            self.output.add(data)

    def _ended(self) -> NoAnswer:
        """The channel closed without a reply: say how the worker ended."""
        if not select.select([self.pidfd], [], [], 1.0)[0]:
            return Crashed("the code closed the grader's channel instead of answering")
        status, seconds = self.zygote.status(self.job)
        if status is not None and os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number in (signal.SIGXCPU, signal.SIGKILL):
                if seconds >= self.limits.cpu_seconds() - 1:
                    return LimitHit(self.limits.sentence("cpu"))
                return Crashed("the program was killed: by itself, or because this machine ran out of memory")
            name = _SIGNALS.get(number, f"signal {number}")
            return Crashed(f"the program crashed ({name}) instead of answering")
        return Crashed("the program ended (os._exit or the like) instead of answering")
