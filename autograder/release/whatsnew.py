"""WHATS_NEW.md: for students who have begun: which files to replace, and what to change by hand in their own."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from autograder.config import Assignment

from .changelog import Entry

_NOT_NAMED = ("MANIFEST.json", "WHATS_NEW.md")


def whats_new(assignment: Assignment, entry: Entry, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bytes:
    """The page for version `entry.version`; `before` and `after` are the files of the two releases."""
    paths = sorted((set(before) | set(after)) - set(_NOT_NAMED))
    changed = [path for path in paths if before.get(path) != after.get(path)]
    own = [path for path in changed if path in assignment.files() and path in before and path in after]
    replace = [path for path in changed if path in after and path not in own]
    gone = [path for path in changed if path not in after]
    lines = [f"# {assignment.title}: version {entry.version}", "", entry.text, ""]
    if replace:
        lines += ["## Copy these files over yours", "", "Nothing of yours is in them.", ""]
        lines += [*(f"- `{path}`" for path in (*replace, "MANIFEST.json")), ""]
    if gone:
        lines += ["## Delete these files", "", *(f"- `{path}`" for path in gone), ""]
    if own:
        lines += ["## Change these by hand", "", "Your work is in them, so do not copy them over.", ""]
        for path in own:
            lines += [f"`{path}`:", "", "```diff", *_difference(before[path], after[path]), "```", ""]
    if not changed:
        lines += ["No file of the release has changed.", ""]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def _difference(before: bytes, after: bytes) -> list[str]:
    old, new = before.decode("utf-8").splitlines(), after.decode("utf-8").splitlines()
    return list(difflib.unified_diff(old, new, "yours", "new", lineterm="", n=2))
