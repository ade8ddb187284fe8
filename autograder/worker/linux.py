"""The few system calls that Python 3.11 does not wrap. Numbers and structures only; policy lives in `confine`."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE = 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 22, 47, 4
MADV_HUGEPAGE, MADV_COLLAPSE = 14, 25
_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446  # the same on every machine

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave namespaces for new ones."""
    _check(_libc.unshare(flags), "unshare")


def setns(fd: int, kind: int) -> None:
    """Go (back) into a namespace."""
    _check(_libc.setns(fd, kind), "setns")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """mount(2)."""
    args = [text.encode() or None for text in (source, target, kind)]
    _check(_libc.mount(*args, ctypes.c_ulong(flags), data.encode() or None), f"mount {target}")


def prctl(option: int, *args: int) -> int:
    """prctl(2) with up to four integers."""
    padded = [ctypes.c_ulong(arg) for arg in (*args, 0, 0, 0, 0)[:4]]
    return _check(_libc.prctl(option, *padded), f"prctl {option}")


def drop_bounding_set() -> None:
    """Empty the capability bounding set, for which the right to do so is still needed."""
    for capability in range(64):
        if _libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break


def drop_capabilities() -> None:
    """Empty the ambient, inheritable, permitted and effective sets."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header, data = struct.pack("<Ii", 0x20080522, 0), bytes(24)
    _check(_libc.capset(header, data), "capset")


def close_range(first: int, last: int) -> None:
    """Close every descriptor from `first` to `last`."""
    os.closerange(first, last)


def huge_pages() -> None:
    """Gather this process's anonymous memory into huge pages, which halves the cost of a fork. Best effort."""
    madvise = _libc.madvise
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    with open("/proc/self/maps") as maps:
        lines = maps.read().splitlines()
    for line in lines:
        span, mode, _, _, inode, *_ = line.split()
        start, end = (int(x, 16) for x in span.split("-"))
        if mode == "rw-p" and inode == "0" and end - start >= 2**21:
            madvise(start, end - start, MADV_HUGEPAGE)
            madvise(start, end - start, MADV_COLLAPSE)


def install_seccomp(filter_program: bytes) -> None:
    """Install a BPF program for this process and all its children."""
    count = len(filter_program) // 8
    buffer = ctypes.create_string_buffer(filter_program, len(filter_program))
    program = struct.pack("@HxxxxxxP", count, ctypes.addressof(buffer))
    holder = ctypes.create_string_buffer(program, len(program))
    prctl(PR_SET_SECCOMP, 2, ctypes.addressof(holder))


def landlock_abi() -> int:
    """The kernel's Landlock version, or a negative number."""
    return int(_libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), 1))


def landlock_ruleset(files: int, network: int, scope: int) -> int:
    """A descriptor of an empty ruleset that handles these rights. Fields an old kernel does not know are left out."""
    fields = (files, network, scope) if scope else (files, network) if network else (files,)
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    made = _libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    return _check(made, "landlock_create_ruleset")


def landlock_allow(ruleset: int, fd: int, rights: int) -> None:
    """Add a rule for what lies at or beneath an open path."""
    rule = struct.pack("=Qi", rights, fd)
    _check(_libc.syscall(_LANDLOCK_ADD_RULE, ruleset, 1, rule, 0), "landlock_add_rule")


def landlock_restrict(ruleset: int) -> None:
    """Enforce a ruleset on this thread and what it starts."""
    _check(_libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")


def machine() -> str:
    """x86_64 or aarch64."""
    return platform.machine()
