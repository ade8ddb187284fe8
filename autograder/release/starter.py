"""`starter_code/<assignment>/`: what a student begins with, generated from `solutions/` and `assignments/`.

The single source is the solved module. Nothing here is ever edited by hand, and a test proves the committed copy in
sync. Tests, the kit and the helpers `check.py` and `submit.py` are added by a release.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from autograder.config import Assignment, ConfigError, Course

from .notebook import released_notebook
from .strip import strip


def starter_files(course: Course, assignment: Assignment, build: Path | None = None) -> dict[str, bytes]:
    """Relative posix path -> bytes of every file of a starter, sorted. Raises StripError, NotebookError."""
    solutions = course.root / "solutions" / assignment.name
    files: dict[str, bytes] = {}
    for module in (*assignment.modules, *assignment.given_modules):
        solved = solutions / f"{module}.py"
        stub = strip(solved.read_text(encoding="utf-8"), assignment.name, f"{assignment.name}/{solved.name}")
        files[solved.name] = stub.encode("utf-8")
    if assignment.notebook and (notebook := released_notebook(course, assignment, build)):
        files[assignment.notebook] = notebook
    return dict(sorted({**files, **handout_files(course, assignment)}.items()))


def handout_files(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """What a student reads: the handout, its figures, and the questions with their points."""
    folder = course.root / "assignments" / assignment.name
    asked = [folder / "README.md", folder / "assignment.toml"]
    asked += [file for ending in ("png", "svg") for file in sorted((folder / "figures").glob(f"*.{ending}"))]
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in asked if file.is_file()}
    if "assignment.toml" in files:
        files["assignment.toml"] = without_voided(files["assignment.toml"])
    return files


def without_voided(toml: bytes) -> bytes:
    """`assignment.toml` as students get it: which tests were voided after a deadline is no part of a release. Raises ConfigError."""
    text = re.sub(r"(?ms)^\s*\[\[voided\]\].*?(?=^\s*\[|\Z)", "", toml.decode("utf-8"))
    if "voided" in tomllib.loads(text):
        raise ConfigError("assignment.toml: write every voided test as a table of its own, under a line [[voided]]")
    return toml if text.encode("utf-8") == toml else f"{text.rstrip()}\n".encode()


def generate_starter(course: Course, assignment_name: str, target: Path | None = None) -> list[Path]:
    """Write the starter to `target` (by default the repository's own), and take away what no longer belongs there.

    Running it twice changes nothing. Returns the files.
    """
    assignment = course.assignment(assignment_name)
    target = target or course.root / "starter_code" / assignment_name
    files = starter_files(course, assignment)
    write_tree(target, files)
    return [target / path for path in files]


def write_tree(target: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files; what is the same already keeps its time stamp."""
    target.mkdir(parents=True, exist_ok=True)
    for old in sorted(target.rglob("*"), reverse=True):
        relative = old.relative_to(target).as_posix()
        if old.is_dir() and not old.is_symlink():
            if not any(old.iterdir()):
                old.rmdir()
        elif relative not in files:
            old.unlink()
    for path, data in files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_bytes() != data:
            file.write_bytes(data)


def with_solutions(course: Course) -> list[str]:
    """The assignments that have solutions, in order."""
    return sorted(
        file.parent.name
        for file in course.root.glob("assignments/*/assignment.toml")
        if (course.root / "solutions" / file.parent.name).is_dir()
    )
