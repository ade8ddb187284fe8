"""An assignment's CHANGELOG.md: its newest heading is the version that a release gets, and every release needs one.

## 2 (2027-01-13)
- handout: the example of the KV cache had a digit too many.

## 1 (2027-01-11)
- The first release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.config import Course

from .errors import ReleaseError

_HEADING = re.compile(r"^## +(\d+)\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One version's entry: its number, and what it says below the heading."""

    version: int
    text: str


def entries(text: str) -> list[Entry]:
    """All entries, newest first."""
    found = list(_HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [Entry(int(m[1]), text[m.end() : end].strip()) for m, end in zip(found, ends, strict=False)]


def newest(course: Course, assignment: str) -> Entry:
    """The newest entry. Raises ReleaseError when there is none, it is empty, or the versions do not count down to 1."""
    file = course.root / "assignments" / assignment / "CHANGELOG.md"
    name = f"assignments/{assignment}/CHANGELOG.md"
    if not file.is_file():
        raise ReleaseError(
            f"{name} is missing: a release needs an entry; begin with `## 1 (date)` and a line on what it is"
        )
    found = entries(file.read_text(encoding="utf-8"))
    if not found:
        raise ReleaseError(f"{name} has no entry: begin with `## 1 (date)` and a line on what it is")
    if [entry.version for entry in found] != list(range(len(found), 0, -1)):
        versions = ", ".join(str(entry.version) for entry in found)
        raise ReleaseError(f"{name}: versions must count down to 1, newest first; it has {versions}")
    if not found[0].text:
        raise ReleaseError(f"{name}: the entry `## {found[0].version}` is empty: say what is new, for students")
    return found[0]
