"""`make classroom WEEK=…`: a template repository for GitHub Classroom: the release, and a workflow of public tests.

Made from the finished, scanned release in `dist/`, and scanned again as a folder; hidden tests never go to GitHub.
"""

from __future__ import annotations

from pathlib import Path

from autograder.config import Course

from .archive import Member
from .changelog import newest
from .contents import PACKAGE, allowed, unix
from .fingerprints import gather
from .release import released
from .scan import refuse_leaks, scan_members
from .starter import write_tree

FILES = PACKAGE / "release" / "classroom_files"
_IGNORE = b".venv/\n__pycache__/\n.ipynb_checkpoints/\n.pytest_cache/\n*-submission.zip\n"
_PATTERNS = (r"\.gitignore", r"\.github/workflows/classroom\.yml", r"\.github/classroom_result\.py")


def build_classroom(course: Course, name: str, dist: Path | None = None) -> Path:
    """Write the folder `dist/<name>-classroom` from the newest release. Raises ReleaseError when that is not built."""
    dist = dist or course.root / "dist"
    assignment = course.assignment(name)
    files = {
        **released(dist, name, newest(course, name).version, f"Build it with: make release WEEK={name}"),
        ".gitignore": _IGNORE,
        ".github/workflows/classroom.yml": unix("", (FILES / "classroom.yml").read_bytes()),
        ".github/classroom_result.py": unix("", (FILES / "classroom_result.py").read_bytes()),
    }
    members = [Member(path, data) for path, data in files.items() if path != "MANIFEST.json"]
    refuse_leaks(scan_members(name, members, (*allowed(assignment, ""), *_PATTERNS), gather(course)))
    target = dist / f"{name}-classroom"
    write_tree(target, files)
    return target
