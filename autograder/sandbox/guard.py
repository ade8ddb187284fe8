"""What the grader does to itself: it holds the secret and the hidden tests, and nobody may read its memory.

Non-dumpable means: no core file, no ptrace and no /proc/<pid>/{mem,environ,maps,fd} for a process of the same user.
"""

from __future__ import annotations

import os
import signal

from autograder.worker import linux


def hide_memory() -> None:
    """Make this process, and what is forked from it, unreadable for others of the same user."""
    linux.prctl(linux.PR_SET_DUMPABLE, 0)


def die_with(parent: int) -> None:
    """Ask the kernel for the end of this process when `parent`, which forked it, ends in whatever way."""
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the request
        os._exit(1)
