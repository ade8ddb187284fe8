"""File rules that a worker puts on itself and can never lift: what it may read, the few places it may write.

A second wall behind mounts and users: it holds where a mount was made too wide or a mode was left open. It also keeps
signals and abstract sockets inside the worker, where the kernel can (ABI 6), and denies TCP where no network namespace
does (ABI 4). Kernels without Landlock (before 5.13, gVisor) are reported as ABI 0, never silently passed over. What it
does not cover: stat() of a file that cannot be opened, and pathname sockets.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass

from . import linux

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
MAKE_CHAR, MAKE_BLOCK, TRUNCATE, IOCTL_DEV = 1 << 6, 1 << 11, 1 << 14, 1 << 15
DEVICES = ("/dev/null", "/dev/zero", "/dev/full")
_READ = EXECUTE | READ_FILE | READ_DIR
_OF_FILES = EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV
_TCP = 1 | 2
_SCOPE = 1 | 2


@dataclass(frozen=True)
class FileRules:
    """Paths, whole folders included: what may be read (and run), what may be written, where anything may be made."""

    read: tuple[str, ...]
    write: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def abi() -> int:
    """The kernel's version of Landlock; 0 where there is none."""
    return max(0, linux.landlock_abi())


def restrict(rules: FileRules, tcp: bool) -> int:
    """Bind this process and its children to the rules; the ABI that was used, 0 when there is no Landlock.

    `tcp`: leave TCP alone, since a private network namespace stands around it. Needs no-new-privileges.
    """
    version = abi()
    if version == 0:
        return 0
    everything = _known_rights(version)
    ruleset = linux.landlock_ruleset(everything, 0 if tcp or version < 4 else _TCP, _SCOPE if version >= 6 else 0)
    try:
        _allow(ruleset, rules.read, _READ & everything)
        _allow(ruleset, rules.write, (READ_FILE | WRITE_FILE | TRUNCATE) & everything)
        _allow(ruleset, rules.own, everything & ~(MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV))
        linux.landlock_restrict(ruleset)
    finally:
        os.close(ruleset)
    return version


def _known_rights(version: int) -> int:
    """All file rights of an ABI: 13 at first, then moving between folders, truncating, device controls."""
    count = 13 + (version >= 2) + (version >= 3) + (version >= 5)
    return int((1 << count) - 1)


def _allow(ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            folder = stat.S_ISDIR(os.fstat(fd).st_mode)
            linux.landlock_allow(ruleset, fd, rights if folder else rights & _OF_FILES)
        finally:
            os.close(fd)
