"""Which isolation this machine can give, and when a weaker one may be taken: never silently (rule 5 of the design)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .plan import SandboxError, plan

#: Strongest first.
LEVELS = ("namespaces", "uid", "none")
_INSTALL = (
    "install bubblewrap (apt-get install bubblewrap) and allow unprivileged user namespaces (Ubuntu: an AppArmor profile with "
    "`userns,` for bwrap)"
)


def at_least(level: str, asked: str) -> bool:
    """Whether `level` is as strong as `asked`, or stronger."""
    return LEVELS.index(level) <= LEVELS.index(asked)


def best_level(lowest: str) -> str:
    """The strongest level that can be had here; nothing below `lowest`. Raises SandboxError with what to do."""
    refusal = no_namespaces()
    if not refusal:
        return "namespaces"
    if lowest == "namespaces":
        raise SandboxError(
            f"isolation level `namespaces` cannot be had here: {refusal}. Either {_INSTALL}; or, in a container that "
            "allows none, accept the weaker level for this run with --isolation uid"
        )
    return "uid"


def no_namespaces() -> str:
    """Why no sandbox of namespaces can be made; empty when it can. Tried, not guessed: about 20 ms."""
    try:
        orders = plan((), (), [])
    except SandboxError as error:
        return str(error)
    orders["command"] = ["/usr/bin/true"]
    script = str(Path(__file__).with_name("launch.py"))
    tried = subprocess.run(
        [sys.executable, "-I", "-S", script], input=json.dumps(orders).encode(), env={}, cwd="/", capture_output=True
    )
    words = tried.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if tried.returncode == 0 else (words or [f"bubblewrap ended with status {tried.returncode}"])[-1]
