"""Who has the machine: tests share it, and a test that is timed has it to itself.

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
    def turn(self, alone: bool) -> Iterator[None]:
        """Wait, then have the machine: alone, or with others. Nobody overtakes one that waits to be alone."""
        lockf(self.file, LOCK_EX if alone else LOCK_SH, 1, _GATE)
        lockf(self.file, LOCK_EX if alone else LOCK_SH, 1, _MACHINE)
        if not alone:
            lockf(self.file, LOCK_UN, 1, _GATE)
        try:
            yield
        finally:
            lockf(self.file, LOCK_UN, 2, _GATE)
