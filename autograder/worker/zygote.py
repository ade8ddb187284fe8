"""The zygote: a warm process inside the sandbox from which each worker is forked.

It imports the heavy packages and computes nothing (a process that has run a parallel operation must not be forked
from); it never sees a submission, a test, an expected value or a secret. Each control socket carries requests of one
grading job: `spawn` (with the worker's channel and output as descriptors) answers with a pidfd, `status` with how the
last worker ended, `end` ends it, and everything that it started, first. Asking for a new worker ends the last one.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from dataclasses import dataclass
from typing import Any

from . import linux
from .baseline import Known, know
from .confine import CHANNEL, confine
from .serve import serve
from .uids import Users


def main(fds: list[int], packages: list[str], users: Users | None = None) -> None:
    """Import, freeze, report ready on every control socket, then fork workers until the sockets close.

    `users`: at level `uid`, who the workers become; without, each gets namespaces of its own.
    """
    if users is None:
        _serve(fds, packages, None)
        return
    try:
        users.claim()
        _serve(fds, packages, users)
    finally:  # also when the grader has gone before this was ready
        users.close()


def _serve(fds: list[int], packages: list[str], users: Users | None) -> None:
    missing = warm_up(packages)
    known = know()
    gc.collect()
    gc.freeze()
    gc.disable()
    linux.huge_pages()
    refuse_shared_memory()
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    hello = {"ready": True, "missing": missing}
    hello |= {"stage": users.stage, "first": users.first} if users else {"stage": ""}
    controls = {fd: Control(socket.socket(fileno=fd), users, known) for fd in fds}
    for control in controls.values():
        control.socket.send(json.dumps(hello).encode())
    home = os.open("/proc/self/ns/pid", os.O_RDONLY)
    poller = select.poll()
    for fd in controls:
        poller.register(fd, select.POLLIN)
    while True:
        for fd, _ in poller.poll():
            if not controls[fd].handle(home):
                return


def warm_up(packages: list[str]) -> list[str]:
    """Import what students use, its lazy parts too; what is not there is reported, not fatal."""
    missing = []
    for name in packages:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    return missing


def refuse_shared_memory() -> None:
    """A writable mapping that is shared would let one worker reach the next."""
    with open("/proc/self/maps") as maps:
        shared = [line for line in maps if line.split()[1][1] == "w" and line.split()[1][3] == "s"]
    if shared:
        sys.exit("the zygote holds shared writable memory: " + shared[0])


@dataclass
class Control:
    """One job's control socket, and its current worker."""

    socket: socket.socket
    users: Users | None
    known: Known
    pid: int = 0
    uid: int = 0
    status: int | None = None
    seconds: float = 0.0

    def handle(self, home: int) -> bool:
        """One request; False when the trusted side has gone."""
        message, ancillary, _, _ = self.socket.recvmsg(65536, socket.CMSG_SPACE(2 * 4), socket.MSG_CMSG_CLOEXEC)
        fds = [fd for _, _, data in ancillary for fd in array.array("i", data[: len(data) // 4 * 4])]
        if not message:
            return False
        request = json.loads(message)
        self.reap(kill=request["op"] in ("spawn", "end"))
        if request["op"] == "spawn":
            self.spawn(request["limits"], fds, home)
        else:
            self.socket.send(json.dumps({"status": self.status, "seconds": self.seconds}).encode())
        return True

    def reap(self, kill: bool) -> None:
        """Collect the last worker; what it started goes with it: by its namespace, or by its user."""
        if not self.pid:
            return
        if kill:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        if self.users is None:
            pid, status, usage = os.wait4(self.pid, 0 if kill else os.WNOHANG)
            ended = (status, usage.ru_utime + usage.ru_stime) if pid else None
        else:
            self.users.give_back(self.uid) if kill else self.users.collect()
            ended = self.users.ended.pop(self.pid, None)
        if ended is not None:
            self.pid, self.status, self.seconds = 0, *ended

    def spawn(self, limits: dict[str, int], fds: list[int], home: int) -> None:
        """Fork a worker, as pid 1 of a new pid namespace or as a user of its own, and hand its pidfd over."""
        if self.users is None:
            linux.unshare(linux.CLONE_NEWPID)
        else:
            self.uid = self.users.take()
        zygote, pid = os.getpid(), os.fork()
        if pid == 0:
            become_worker(fds[0], fds[1], limits, self, zygote)
        if self.users is None:
            linux.setns(home, linux.CLONE_NEWPID)
        pidfd = os.pidfd_open(pid)
        self.pid, self.status = pid, None
        answer = {"spawned": True, "uid": self.uid, "folder": self.users.folder(self.uid) if self.users else ""}
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [pidfd]))]
        self.socket.sendmsg([json.dumps(answer).encode()], rights)
        for fd in (*fds, pidfd):
            os.close(fd)


def become_worker(channel: int, output: int, limits: dict[str, int], control: Control, zygote: int) -> Any:
    """The child's side of the fork; never returns."""
    code = 91
    try:
        if control.users is None:
            confine(channel, output, limits)
        else:
            control.users.confine(control.uid, channel, output, limits, zygote)
        code = 92
        serve(socket.socket(fileno=CHANNEL), control.known)
    except BaseException:
        with contextlib.suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(code)
