"""A worker that attacks itself before any student is let in: the isolation that results is what gets recorded.

The list is short and runs in milliseconds; tests/exploits holds the long one. Every entry must come out contained.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.kit.submission import Submission
from autograder.worker import landlock

from .limits import Limits
from .plan import SandboxError
from .worker import Setup, Worker
from .zygote import Zygote

_SOURCE = b"""
import ctypes, errno, os, socket, sys

def refused(action):
    try:
        action()
    except (OSError, AttributeError):
        return True
    return False

def attack(secret_places, landlock):
    libc = ctypes.CDLL(None, use_errno=True)
    def call(result):
        if result < 0:
            raise OSError(ctypes.get_errno(), "refused")
    status = open("/proc/self/status").read()
    found = {
        "alone in its pid namespace": os.getpid() == 1 and [p for p in os.listdir("/proc") if p.isdigit()] == ["1"],
        "not root": os.getuid() != 0,
        "no capabilities": all(int(line.split()[1], 16) == 0 for line in status.splitlines() if line.startswith("Cap")),
        "no new privileges": "NoNewPrivs:\\t1" in status,
        "system-call filter": "Seccomp:\\t2" in status,
        "read-only system": refused(lambda: open("/usr/canary", "w")) and refused(lambda: open("/canary", "w")),
        "only its own descriptors": sorted(os.listdir("/proc/self/fd"))[:4] == ["0", "1", "2", "3"] and len(os.listdir("/proc/self/fd")) == 5,
        "no secret in sight": not any(os.path.exists(place) for place in secret_places),
        "empty environment": not any("SECRET" in name or "TOKEN" in name for name in os.environ),
        "no network": refused(lambda: socket.create_connection(("192.0.2.1", 9), timeout=0.2)),
        "no vsock": refused(lambda: socket.socket(40, socket.SOCK_STREAM)),
        "no memfd": refused(lambda: os.memfd_create("canary")),
        "no System V shared memory": refused(lambda: call(libc.shmget(0, 4096, 0o1600))),
        "no new namespaces": refused(lambda: call(libc.unshare(0x10000000))),
        "no course modules": "autograder.cli" not in sys.modules and "nbgrader" not in sys.modules,
    }
    if landlock:  # this file is the worker's own and writable by its mode: only Landlock says no
        found["Landlock"] = refused(lambda: open("/proc/self/comm", "w"))
    return found
"""


@dataclass(frozen=True)
class Isolation:
    """What the canary found: the level, and whether Landlock stands behind it."""

    level: str
    landlock: bool


def isolation(zygote: Zygote, hidden_places: tuple[str, ...]) -> Isolation:
    """Run the list in a canary worker. Raises SandboxError naming what leaked.

    `hidden_places`: paths of the grader (tests, solutions, the secret) that a worker must not see.
    """
    setup = Setup({"canary.py": _SOURCE}, ("canary",))
    has_landlock = landlock.abi() > 0
    with Worker(zygote, 0, setup, Limits()) as worker:
        try:
            found = Submission(worker).canary.attack(list(hidden_places), has_landlock)
        except BaseException as error:
            raise SandboxError(f"the canary worker did not answer: {error}; {worker.output.text()[-500:]}") from error
    if type(found) is not dict or len(found) < 10:
        raise SandboxError("the canary worker gave no list")
    if leaks := [str(name) for name, contained in found.items() if contained is not True]:
        raise SandboxError(f"the sandbox leaks here ({', '.join(leaks)}); grading for marks is refused")
    return Isolation("namespaces", has_landlock)


def isolation_level(zygote: Zygote, hidden_places: tuple[str, ...]) -> str:
    """The level's name alone."""
    return isolation(zygote, hidden_places).level
