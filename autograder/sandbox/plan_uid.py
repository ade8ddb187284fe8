"""Level `uid`: what a worker may see without namespaces, as the plan that `launch_uid` carries out. Pure data."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

from .packages import closure, top_level
from .plan import VERSION, SandboxError, environment

#: The system as Landlock lets a worker read it; nothing of /home, /root, /var, /tmp or another process.
SYSTEM = (
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64",
    "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/passwd", "/etc/group", "/etc/nsswitch.conf",
    "/etc/hosts", "/etc/localtime", "/dev/random", "/dev/urandom",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/version", "/proc/filesystems",
    "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu", "/sys/devices/system/node",
)  # fmt: skip


def plan_uid(packages: tuple[str, ...], warm: tuple[str, ...], fds: list[int]) -> dict[str, Any]:
    """The zygote's Python, environment and packages, and what Landlock lets a worker read."""
    if os.geteuid() != 0:
        raise SandboxError("isolation level `uid` gives each worker a user of its own, for which it must run as root")
    site = Path(sysconfig.get_paths()["purelib"])
    prefix = Path(sys.base_prefix).resolve()
    shown = {name: str((site / name).resolve()) for name in top_level(closure(packages).values(), site)}
    python = [] if prefix == Path("/usr") else [str(prefix)]
    return {
        "package": str(Path(__file__).resolve().parent.parent),
        "packages": shown,
        "read": [*SYSTEM, *python, *shown.values()],
        "python": str(prefix / "bin" / VERSION),
        "environment": environment(prefix),
        "fds": fds,
        "warm": list(warm),
    }
