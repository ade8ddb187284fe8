"""Who has the machine: tests share it, and one whose time must be measured undisturbed has it to itself for a while.

A lock between the processes that grade at the same time on this machine. It says nothing of other programs: whether
those disturb a measurement is for `kit.clock` to notice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, lockf

_GATE, _MACHINE = 0, 1


class Lane:
    """Made once, before the grading processes are forked. The locks of one that dies are gone with it."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the grader)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait, then share the machine with others. Nobody overtakes one that waits to be alone."""
        lockf(self.file, LOCK_SH, 1, _GATE)
        lockf(self.file, LOCK_SH, 1, _MACHINE)
        lockf(self.file, LOCK_UN, 1, _GATE)
        try:
            yield
        finally:
            lockf(self.file, LOCK_UN, 2, _GATE)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """In a turn: wait until the others' are over, have the machine alone, and share it again."""
        lockf(self.file, LOCK_UN, 1, _MACHINE)
        lockf(self.file, LOCK_EX, 1, _GATE)
        lockf(self.file, LOCK_EX, 1, _MACHINE)
        try:
            yield
        finally:
            lockf(self.file, LOCK_SH, 1, _MACHINE)
            lockf(self.file, LOCK_UN, 1, _GATE)
