"""A worker that attacks itself before any student is let in: the isolation that results is what gets recorded.

The list is short and runs in milliseconds; tests/exploits holds the long one. Every entry must come out contained. The
two levels have lists of their own beside a common one, since they do not promise the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.kit.submission import Submission
from autograder.worker import landlock

from .limits import Limits
from .plan import SandboxError
from .worker import Setup, Worker
from .zygote import Zygote

_SOURCE = b"""
import ctypes, os, socket, sys

libc = ctypes.CDLL(None, use_errno=True)

def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), "refused")

def refused(action, *args):
    try:
        action(*args)
    except (OSError, AttributeError):
        return True
    return False

def entered(place):
    if not os.path.isdir(place):
        return not refused(open, place)
    return not refused(os.stat, place + "/.")

def common(landlock):
    status = open("/proc/self/status").read()
    found = {
        "not root": os.getuid() != 0 and os.getgid() != 0 and not set(os.getgroups()) - {os.getgid(), 65534},
        "no capabilities": all(int(line.split()[1], 16) == 0 for line in status.splitlines() if line.startswith("Cap")),
        "no new privileges": "NoNewPrivs:\\t1" in status,
        "system-call filter": "Seccomp:\\t2" in status,
        "read-only system": all(refused(open, place, "w") for place in ("/usr/canary", "/canary", "/etc/canary")),
        "only its own descriptors": sorted(os.listdir("/proc/self/fd"))[:4] == ["0", "1", "2", "3"] and len(os.listdir("/proc/self/fd")) == 5,
        "empty environment": not any("SECRET" in name or "TOKEN" in name for name in os.environ),
        "no network": refused(lambda: socket.create_connection(("192.0.2.1", 9), timeout=0.2)),
        "no vsock": refused(socket.socket, 40, socket.SOCK_STREAM),
        "no memfd": refused(os.memfd_create, "canary"),
        "no System V shared memory": refused(call, "shmget", 0, 4096, 0o1600),
        "no new namespaces": refused(call, "unshare", 0x10000000),
        "no course modules": "autograder.cli" not in sys.modules and "nbgrader" not in sys.modules,
    }
    if landlock:  # this file is the worker's own and writable by its mode: only Landlock says no
        found["Landlock"] = refused(open, "/proc/self/comm", "w")
    return found

def namespaces(secret_places, landlock):
    return common(landlock) | {
        "alone in its pid namespace": os.getpid() == 1 and [p for p in os.listdir("/proc") if p.isdigit()] == ["1"],
        "no secret in sight": [place for place in secret_places if os.path.exists(place)] or True,
    }

def foreign_sockets():
    reached = []
    for line in open("/proc/net/unix").read().splitlines()[1:]:
        name, kind = line.split()[7:8], int(line.split()[4], 16)
        if name:
            with socket.socket(socket.AF_UNIX, kind) as probe:
                if not refused(probe.connect, "\\0" + name[0][1:] if name[0][0] == "@" else name[0]):
                    reached.append(name[0])
    return reached

def uid(secret_places, landlock, others):
    own, folder = os.getuid(), os.stat(os.environ["TMPDIR"])
    packages = [entry.path for entry in os.scandir(os.environ["PYTHONPATH"])]
    peeks = [f"/proc/{pid}/{name}" for pid in others for name in ("environ", "mem", "maps", "fd/0", "cwd/.")]
    return common(landlock) | {
        "a user and a folder of its own": own >= 58000 and (folder.st_uid, folder.st_mode & 0o777) == (own, 0o700),
        "no secret in sight": [place for place in secret_places if entered(place)] or True,
        "other processes out of reach": all(refused(os.kill, pid, 0) for pid in others) and all(refused(open, peek, "rb") for peek in peeks),
        "no Internet socket": refused(socket.socket, socket.AF_INET) and refused(socket.socket, socket.AF_INET6),
        "no netlink socket": refused(socket.socket, socket.AF_NETLINK, socket.SOCK_RAW),
        "no socket of others in reach": foreign_sockets() or True,
        "no System V or POSIX queue": refused(call, "msgget", 0, 0o1600) and refused(call, "mq_open", b"/canary", 0o102, 0o600, None),
        "packages in reach": all(os.access(place, os.R_OK) for place in (os.__file__, *packages)),
    }
"""


@dataclass(frozen=True)
class Isolation:
    """What the canary found: the level, and whether Landlock stands behind it."""

    level: str
    landlock: bool


def isolation(zygote: Zygote, hidden_places: tuple[str, ...]) -> Isolation:
    """Run the list of the zygote's level in a canary worker. Raises SandboxError naming what leaked.

    `hidden_places`: paths of the grader (tests, solutions, the secret, results) that a worker must not see, at level
    `uid` not enter.
    """
    setup = Setup({"canary.py": _SOURCE}, ("canary",))
    has_landlock = landlock.abi() > 0
    with Worker(zygote, 0, setup, Limits()) as worker:
        try:
            ask = Submission(worker).canary
            if zygote.level == "uid":
                others = [os.getpid(), os.getppid(), zygote.process.pid if zygote.process else 1]
                found = ask.uid(list(hidden_places), has_landlock, [pid for pid in others if pid > 0])
            else:
                found = ask.namespaces(list(hidden_places), has_landlock)
        except BaseException as error:
            raise SandboxError(f"the canary worker did not answer: {error}; {worker.output.text()[-500:]}") from error
    if type(found) is not dict or len(found) < 10:
        raise SandboxError("the canary worker gave no list")
    leaks = [_named(name, answer) for name, answer in found.items() if answer is not True]
    if leaks:
        raise SandboxError(f"the sandbox leaks here ({'; '.join(leaks)}); grading for marks is refused{_advice(found)}")
    return Isolation(zygote.level, has_landlock)


def secret_places(root: Path, secret: Path, level: str, others: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """What must be hidden: the whole course; at level `uid`, where nothing can be covered, its closed parts."""
    parts = [root / "tests", root / "solutions", secret]
    if level != "uid":
        return tuple(map(str, (root, *parts)))
    return tuple(str(place.resolve()) for place in (*parts, *others) if place.exists())


def _named(name: object, answer: object) -> str:
    places = [str(place) for place in answer] if type(answer) is list else []
    return f"{name}: {', '.join(places)}" if places else str(name)


def _advice(found: dict[object, object]) -> str:
    places = found.get("no secret in sight")
    if type(places) is list:
        return f". Close them to other users: chmod -R go-rwx {' '.join(map(str, places))}"
    if found.get("packages in reach") is False:
        return ". Python and its packages must lie where every user may read them, not under a closed folder like /root"
    return ""
