"""What a worker and all its children hold, seen from outside: memory above all.

Every process of a worker descends from its pid 1, since orphans of a pid namespace are adopted by it. The quick sum
counts pages shared after a fork twice; only when it is over the limit is the exact (proportional) sum asked for.
At level `uid` a worker's processes are those of its user, and the quick sum has to do: the exact one is not to be read.
"""

from __future__ import annotations

import os
from pathlib import Path

from autograder.worker.uids import processes_of

from .limits import Limits

_LARGE = 2**30


def memory_of(pidfd: int, uid: int = 0) -> int:
    """Bytes held by the worker's family, or by all that runs as its `uid`; 0 once it has ended."""
    pids = list(processes_of(range(uid, uid + 1))) if uid else _family(pidfd)
    quick = sum(_field(pid, "status", ("RssAnon:", "RssShmem:")) for pid in pids)
    if quick < _LARGE or len(pids) == 1 or uid:
        return quick
    return sum(_field(pid, "smaps_rollup", ("Pss_Anon:", "Pss_Shmem:")) for pid in pids)


def is_clean(pidfd: int, limits: Limits) -> bool:
    """Whether a worker between two tests is one process with one thread and its four descriptors, within its budgets."""
    pids = _family(pidfd)
    if len(pids) != 1:
        return False
    try:
        fields = Path(f"/proc/{pids[0]}/stat").read_text().rpartition(")")[2].split()
        descriptors = os.listdir(f"/proc/{pids[0]}/fd")
    except OSError:
        return False
    processor = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    calm = int(fields[17]) == 1 and processor < limits.shared_cpu
    return calm and sorted(descriptors) == ["0", "1", "2", "3"] and memory_of(pidfd) < limits.memory // 2


def _family(pidfd: int) -> list[int]:
    for line in _read(f"/proc/self/fdinfo/{pidfd}").splitlines():
        if line.startswith("Pid:"):
            first = int(line.split()[1])
            break
    else:
        return []
    family = [first] if first > 0 else []
    for pid in family:  # grows while it is walked
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            family += [int(child) for child in _read(str(task)).split()]
    return family


def _field(pid: int, name: str, wanted: tuple[str, ...]) -> int:
    total = 0
    for line in _read(f"/proc/{pid}/{name}").splitlines():
        if line.startswith(wanted):
            total += int(line.split()[1]) * 1024
    return total


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
