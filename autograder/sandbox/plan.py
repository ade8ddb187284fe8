"""What the sandbox may see: the plan that `launch` carries out. Pure data; starts nothing."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Any

from .packages import closure, top_level

UNPRIVILEGED = 61001
#: Processors on which a numerical library needs to be told its kernel: passed on, since the environment is empty.
PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
LIBRARIES = f"/opt/env/lib/{VERSION}/site-packages"

NAMESPACES = "--unshare-all --uid 0 --gid 0 --cap-add ALL --die-with-parent --new-session --hostname localhost"
SYSTEM = """
    --ro-bind /usr /usr
    --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
    --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache
    --ro-bind-try /etc/alternatives /etc/alternatives
    --ro-bind-try /etc/fonts /etc/fonts
    --proc /proc --dev /dev --remount-ro /dev --tmpfs /tmp --tmpfs /run --remount-ro /run
"""
GRADER = """
    --ro-bind {package}/kit /opt/grader/autograder/kit
    --ro-bind {package}/worker /opt/grader/autograder/worker
    --remount-ro / --clearenv --chdir /tmp
"""


class SandboxError(Exception):
    """The sandbox cannot be had here; the text says what to install or which flag to give."""


def plan(packages: tuple[str, ...], warm: tuple[str, ...], fds: list[int]) -> dict[str, Any]:
    """Sources to stage, bubblewrap's arguments (with {source} places), and the zygote's command."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise SandboxError("bubblewrap is not installed; run, as root: apt-get install bubblewrap")
    site = Path(sysconfig.get_paths()["purelib"])
    prefix = Path(sys.base_prefix).resolve()
    home = Path("/usr") if prefix == Path("/usr") else Path("/opt/python")
    python = [] if home == prefix else ["--ro-bind", "{python}", str(home)]
    package = Path(__file__).resolve().parent.parent
    start = f"import sys; sys.path += ['/opt/grader', {LIBRARIES!r}]; from autograder.worker.zygote import main; "
    start += f"main({fds!r}, {list(warm)!r})"
    return {
        "bwrap": bwrap,
        "uid": UNPRIVILEGED if os.geteuid() == 0 else 0,
        "sources": {"python": str(prefix), "site": str(site), "package": str(package)},
        "before": NAMESPACES.split() + SYSTEM.split() + python + _hidden(prefix, home),
        "binds": [(name, f"{LIBRARIES}/{name}") for name in top_level(closure(packages).values(), site)],
        "after": GRADER.split() + _setenv(home),
        "command": [f"{home}/bin/{VERSION}", "-I", "-S", "-B", "-c", start],
    }


def _hidden(prefix: Path, home: Path) -> list[str]:
    """Empty read-only folders over whatever else is installed for this Python."""
    words: list[str] = []
    places = [(prefix / "lib" / VERSION / "site-packages", home / "lib" / VERSION / "site-packages")]
    for local in ("/usr/lib/python3/dist-packages", f"/usr/local/lib/{VERSION}/dist-packages",
                  f"/usr/local/lib/{VERSION}/site-packages"):  # fmt: skip
        places.append((Path(local), Path(local)))
    for original, shown in dict(places).items():
        if original.is_dir():
            words += ["--tmpfs", str(shown), "--remount-ro", str(shown)]
    return words


def environment(python: Path) -> dict[str, str]:
    """All that the zygote and its workers find in their environment, at every level; `python`: its prefix."""
    words = {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1", "LD_LIBRARY_PATH": f"{python}/lib",
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MPLBACKEND": "Agg",
    }  # fmt: skip
    return words | {name: os.environ[name] for name in PASSED_ON if name in os.environ}


def _setenv(home: Path) -> list[str]:
    places = {"HOME": "/tmp", "TMPDIR": "/tmp", "PYTHONPATH": LIBRARIES, "MPLCONFIGDIR": "/tmp/matplotlib"}
    return [word for name, value in (environment(home) | places).items() for word in ("--setenv", name, value)]
