"""Starting the zygote, inside bubblewrap or at level `uid`, and asking it for workers. Trusted; sees no student byte.

The zygote's world in bubblewrap: a read-only /usr, a Python, the students' packages, the two folders `kit` and `worker`
of this package, empty tmpfs, no network, an empty environment. Nothing of the course is in sight. At level `uid` the
same is laid out in a folder, and the rest is kept from its workers by users, file modes and Landlock.
"""

from __future__ import annotations

import array
import json
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from autograder.worker.uids import Users

from .limits import Limits
from .plan import SandboxError, plan
from .plan_uid import plan_uid

_START_SECONDS = 120
_END_SECONDS = 10


@dataclass(frozen=True)
class Spawned:
    """A new worker: its pidfd; at level `uid` also its user and its folder, else 0 and ""."""

    pidfd: int
    uid: int
    folder: str


@dataclass
class Zygote:
    """A running zygote with one control socket per grading job. Use as a context manager, from the main thread."""

    jobs: int
    packages: tuple[str, ...]
    warm: tuple[str, ...]
    level: str = "namespaces"
    controls: list[socket.socket] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    errors: IO[bytes] | None = None
    ready: bool = False
    users: Users | None = None

    def __enter__(self) -> Zygote:
        ours, theirs = zip(
            *[socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(self.jobs)], strict=True
        )
        self.controls = list(ours)
        self.errors = tempfile.TemporaryFile()
        fds = [end.fileno() for end in theirs]
        script, make = {"namespaces": ("launch.py", plan), "uid": ("launch_uid.py", plan_uid)}[self.level]
        orders = json.dumps(make(self.packages, self.warm, fds)).encode()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name(script))], stdin=subprocess.PIPE,
            stdout=self.errors, stderr=self.errors, env={}, pass_fds=fds, cwd="/", start_new_session=True,
        )  # fmt: skip
        assert self.process.stdin is not None
        self.process.stdin.write(orders)
        self.process.stdin.close()
        for end in theirs:
            end.close()
        return self

    def wait_until_ready(self) -> None:
        """Wait for the zygote's imports; until then other work can be done. Raises SandboxError with its last words."""
        if not self.ready:
            for control in self.controls:
                control.settimeout(_START_SECONDS)
                hello = self._ask(control, None)
                if hello["stage"]:
                    self.users = Users(hello["stage"], (), hello["first"])
            self.ready = True

    def __exit__(self, *exc: object) -> None:
        for control in self.controls:
            control.close()
        if self.process is not None:
            try:  # the closed sockets end it; killed, bubblewrap would leave its inner process for init to collect
                self.process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.users is not None:
            self.users.close()  # nothing to do, unless the zygote was killed and could not
        if self.errors is not None:
            self.errors.close()

    def spawn(self, job: int, channel: socket.socket, output: int, limits: Limits) -> Spawned:
        """A fresh worker on this job's slot, talking over `channel`. The slot's last worker is ended."""
        self.wait_until_ready()
        control = self.controls[job]
        message = json.dumps({"op": "spawn", "limits": limits.for_worker()}).encode()
        rights = array.array("i", [channel.fileno(), output])
        control.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        answer, ancillary, _, _ = control.recvmsg(4096, socket.CMSG_SPACE(4), socket.MSG_CMSG_CLOEXEC)
        fds = [fd for _, _, data in ancillary for fd in array.array("i", data)]
        if len(fds) != 1:
            raise SandboxError(f"the zygote has gone: {self._last_words()}")
        words = json.loads(answer)
        return Spawned(int(fds[0]), words["uid"], words["folder"])

    def end(self, job: int) -> None:
        """End this slot's worker and whatever it started, and wait until nothing of it is left."""
        self._ask(self.controls[job], {"op": "end"})

    def status(self, job: int) -> tuple[int | None, float]:
        """How this slot's last worker ended: a wait status (None while it runs), and its seconds of processor time."""
        answer = self._ask(self.controls[job], {"op": "status"})
        return answer.get("status"), float(answer.get("seconds", 0.0))

    def _ask(self, control: socket.socket, request: dict[str, Any] | None) -> dict[str, Any]:
        try:
            if request is not None:
                control.send(json.dumps(request).encode())
            answer: dict[str, Any] = json.loads(control.recv(65536) or b"{}")
        except TimeoutError:
            raise SandboxError(
                f"the sandbox was not ready after {_START_SECONDS} s: this machine has too much else to do; try again, with fewer --jobs"
            ) from None
        except OSError:
            answer = {}
        if not answer:
            raise SandboxError(f"the sandbox did not start: {self._last_words()}")
        return answer

    def _last_words(self) -> str:
        if self.errors is None:
            return "no message"
        self.errors.seek(0)
        return self.errors.read()[-2000:].decode("utf-8", "replace").strip() or "no message"
