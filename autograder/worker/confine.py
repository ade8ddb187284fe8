"""Level `namespaces`: what a freshly forked worker gives up, in order, before a byte of a student's is read.

    namespaces   own mounts, System V IPC, network and host name (its own pid namespace comes with the fork)
    mounts       a new /proc, and bounded private tmpfs on /tmp and /dev/shm; everything else is read-only already
    user         a user namespace of its own, last of all: the mounts above belong to the outer one, out of reach
    descriptors  0 is empty, 1 and 2 are the drained pipe, 3 is the channel; nothing else is open
    privileges   no capability, resource limits, no new privileges, Landlock, then the system-call filter

A step that fails ends the worker: there is no weaker way on (rule 5 of the design).
"""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import socket
import struct
from collections.abc import Mapping
from pathlib import Path

from . import landlock, linux, seccomp

CHANNEL = 3
STUDENT_ID = 1000
#: /proc, for one, lies beneath "/" and is writable by its modes: Landlock leaves it readable only.
FILES = landlock.FileRules(("/",), landlock.DEVICES, ("/tmp", "/dev/shm"))
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


def confine(channel: int, output: int, limits: Mapping[str, int]) -> None:
    """Lock this process down. `limits`: memory, cpu, files, file_size, processes, tmp_bytes, tmp_files."""
    linux.prctl(linux.PR_SET_DUMPABLE, 1)
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC | linux.CLONE_NEWNET | linux.CLONE_NEWUTS)
    _mounts(limits)
    _loopback_up()
    write("/proc/sys/kernel/shmall", "0", needed=False)
    write("/proc/sys/kernel/pid_max", "400", needed=False)
    _own_user_namespace()
    descriptors(channel, output)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    write("/proc/self/oom_score_adj", "1000", needed=False)
    linux.drop_bounding_set()
    give_up_privileges(limits, FILES, seccomp.program(linux.machine()), private_network=True)


def give_up_privileges(
    limits: Mapping[str, int], files: landlock.FileRules, system_calls: bytes, private_network: bool
) -> None:
    """The last steps, the same at every level: what is given up here cannot be had back."""
    linux.drop_capabilities()
    _resource_limits(limits)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict(files, tcp=private_network)
    linux.install_seccomp(system_calls)


def _mounts(limits: Mapping[str, int]) -> None:
    hard = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("proc", "/proc", "proc", hard | linux.MS_NOEXEC)
    for place in ("/tmp", "/dev/shm"):
        data = f"size={limits['tmp_bytes']},nr_inodes={limits['tmp_files']},mode=1777"
        linux.mount("tmpfs", place, "tmpfs", hard, data)


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(probe, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(probe, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _own_user_namespace() -> None:
    uid, gid = os.geteuid(), os.getegid()
    linux.unshare(linux.CLONE_NEWUSER)
    write("/proc/self/setgroups", "deny", needed=False)
    write("/proc/self/gid_map", f"{STUDENT_ID} {gid} 1")
    write("/proc/self/uid_map", f"{STUDENT_ID} {uid} 1")
    write("/proc/sys/user/max_user_namespaces", "0")


def descriptors(channel: int, output: int) -> None:
    """0, 1, 2 and the channel; nothing else stays open."""
    keep_channel, keep_output = fcntl.fcntl(channel, fcntl.F_DUPFD, 100), fcntl.fcntl(output, fcntl.F_DUPFD, 100)
    empty = os.open("/dev/null", os.O_RDONLY)
    for source, target in ((empty, 0), (keep_output, 1), (keep_output, 2), (keep_channel, CHANNEL)):
        os.dup2(source, target, inheritable=target != CHANNEL)
    linux.close_range(CHANNEL + 1, 1024)


def _resource_limits(limits: Mapping[str, int]) -> None:
    for kind, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_NOFILE, limits["files"]),
        (resource.RLIMIT_NPROC, limits["processes"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_CPU, limits["cpu"]),
    ):
        resource.setrlimit(kind, (value, value))


def write(path: str, text: str, needed: bool = True) -> None:
    """Write a kernel setting."""
    try:
        Path(path).write_text(text)
    except OSError:
        if needed:
            raise
