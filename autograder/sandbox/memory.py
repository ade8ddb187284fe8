"""What a worker and all its children hold, seen from outside: memory above all.

Every process of a worker descends from its pid 1, since orphans of a pid namespace are adopted by it. The quick sum
counts pages shared after a fork twice; only when it is over the limit is the exact (proportional) sum asked for.
At level `uid` a worker's processes are those of its user, and the quick sum has to do: the exact one is not to be read.
"""

from __future__ import annotations

import os
from contextlib import suppress

from autograder.worker.uids import processes_of

from .limits import Limits

_LARGE = 2**30
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGESIZE")


def memory_of(pidfd: int, uid: int = 0) -> int:
    """Bytes held by the worker's family, or by all that runs as its `uid`; 0 once it has ended."""
    pids = list(processes_of(range(uid, uid + 1))) if uid else _family(pidfd)
    quick = sum(_field(pid, "status", (b"RssAnon:", b"RssShmem:")) for pid in pids)
    if quick < _LARGE or len(pids) == 1 or uid:
        return quick
    return sum(_field(pid, "smaps_rollup", (b"Pss_Anon:", b"Pss_Shmem:")) for pid in pids)


def is_clean(pidfd: int, limits: Limits) -> bool:
    """Whether a worker between two tests is one process with one thread and its four descriptors, within its budgets."""
    pids = _family(pidfd)
    if len(pids) != 1:
        return False
    try:
        fields = _read(f"/proc/{pids[0]}/stat").rpartition(b")")[2].split()
        descriptors = os.listdir(f"/proc/{pids[0]}/fd")
    except OSError:
        return False
    if len(fields) < 22 or int(fields[17]) != 1 or sorted(descriptors) != ["0", "1", "2", "3"]:
        return False
    if (int(fields[11]) + int(fields[12])) / _TICKS >= limits.shared_cpu:
        return False
    resident = int(fields[21]) * _PAGE  # with what it shares with the zygote: seldom too much, and already here
    held = resident if resident < limits.memory // 2 else _field(pids[0], "status", (b"RssAnon:", b"RssShmem:"))
    return held < limits.memory // 2


def pin(pidfd: int) -> None:
    """Keep a worker, and all that it will start, on the first core that this process may use. Best effort."""
    for pid in _family(pidfd):
        with suppress(OSError):
            os.sched_setaffinity(pid, {min(os.sched_getaffinity(0))})


def _family(pidfd: int) -> list[int]:
    _, found, rest = _read(f"/proc/self/fdinfo/{pidfd}").partition(b"Pid:")
    first = int(rest.split(maxsplit=1)[0]) if found else 0
    family = [first] if first > 0 else []
    for pid in family:  # grows while it is walked
        for task in _tasks(pid):
            family += [int(child) for child in _read(f"/proc/{pid}/task/{task}/children").split()]
    return family


def _tasks(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def _field(pid: int, name: str, wanted: tuple[bytes, ...]) -> int:
    total = 0
    for line in _read(f"/proc/{pid}/{name}").splitlines():
        if line.startswith(wanted):
            total += int(line.split()[1]) * 1024
    return total


def _read(path: str) -> bytes:
    """The whole of a file of /proc, or nothing when its process has gone."""
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return b"".join(iter(lambda: os.read(file, 65536), b""))
    except OSError:
        return b""
    finally:
        os.close(file)
