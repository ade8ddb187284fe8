"""What a computer puts beside a student's files, and what must not come along to a worker.

Junk is dropped unread, links in it too. What is left out is the student's, but would steer the grader or cannot be
what the student means: settings of a test runner, machine code, names of installed packages.
"""

import re
import sys
from collections.abc import Collection, Iterable
from functools import cache
from importlib.metadata import packages_distributions

_FOLDERS = {
    ".git", ".svn", ".hg", ".bzr", "venv", ".venv", "virtualenv", ".virtualenv", "node_modules", "site-packages",
    "__pycache__", "__pypackages__", ".ipynb_checkpoints", "__macosx", ".idea", ".vscode", ".vs", ".spyproject",
    ".ropeproject", ".settings", ".fleet", ".zed", ".virtual_documents", ".pytest_cache", ".mypy_cache", ".ruff_cache",
    ".hypothesis", ".tox", ".nox", ".eggs", ".cache", ".trashes", ".spotlight-v100", ".fseventsd", ".appledouble",
    ".temporaryitems", "$recycle.bin", "system volume information",
}  # fmt: skip
_FILES = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r", ".directory"}
_ENDINGS = (".pyc", ".pyo", ".swp", ".swo", "~", ".egg-info")
_OF_AN_ENVIRONMENT = {"bin", "lib", "lib64", "include", "scripts", "share", "etc", "pyvenv.cfg"}
_SETTINGS = {
    "conftest.py", "sitecustomize.py", "usercustomize.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml",
    "tox.ini", "setup.cfg", "pyproject.toml",
}  # fmt: skip
_MACHINE_CODE = re.compile(r"\.(so(\.\d+)*|pyd|dll|dylib|exe|pth)$")


def is_junk(path: str, environments: Collection[str] = ()) -> bool:
    """Whether a canonical path lies in junk; `environments` come from `find_environments`."""
    parts = [part.casefold() for part in path.split("/")]
    if any(part in _FOLDERS or part.startswith("._") for part in parts):
        return True
    if parts[-1] in _FILES or parts[-1].endswith(_ENDINGS):
        return True
    above = path.split("/")
    return any(
        "/".join(above[:depth]) in environments and parts[depth] in _OF_AN_ENVIRONMENT for depth in range(len(above))
    )


def find_environments(paths: Iterable[str]) -> frozenset[str]:
    """Folders that are Python's virtual environments, whatever they are called ("" is the root)."""
    return frozenset(path[: -len("/pyvenv.cfg")] for path in paths if f"/{path}".endswith("/pyvenv.cfg"))


@cache
def installed_names() -> frozenset[str]:
    """Top-level names that an installed package or the standard library owns."""
    return frozenset(packages_distributions()) | sys.stdlib_module_names


def left_out(paths: Iterable[str], asked: Collection[str], installed: Collection[str]) -> dict[str, str | None]:
    """Paths that stay out of the worker, each with the top-level name it shadows (None: dropped without a word)."""
    paths = list(paths)
    packages = {path.split("/")[0] for path in paths if "/" in path and path.endswith(".py")}
    out: dict[str, str | None] = {}
    for path in paths:
        top, name = path.split("/")[0], path.rsplit("/", 1)[-1].casefold()
        if path in asked:
            continue
        if name in _SETTINGS or _MACHINE_CODE.search(name):
            out[path] = None
        elif "/" in path and top in packages and top in installed:
            out[path] = f"{top}/"
        elif "/" not in path and path.endswith(".py") and path[:-3] in installed:
            out[path] = path
    return out
