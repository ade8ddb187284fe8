"""nbgrader's feedback folder: `feedback/<student>/<assignment>/<notebook>.html`, as `nbgrader release_feedback` takes it.

That command names each page after a hash of the notebook's name and the secret of the student's own hand-in, and puts it into
the exchange; `nbgrader fetch_feedback` finds it there. So the secret must lie beside the page. It comes from the hand-in's folder in
`submitted/`, is read as a few bytes, and is never followed through a link. (Source: nbgrader 0.9.5, exchange/default/.)
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.config import Assignment
from autograder.results.store import write_bytes

from .sources import source_of, submissions_of
from .write import Feedback, Rendered

_SECRET = re.compile(rb"[0-9A-Za-z_-]{16,256}")
_TIME = re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[0-9A-Za-z.:+/ _-]{0,40}")


@dataclass(frozen=True)
class Placed:
    """How many pages lie there, and whose cannot go through the exchange."""

    pages: int
    without_secret: tuple[str, ...]


def write_nbgrader(made: Feedback, assignment: Assignment, run: Path, out: Path, submissions: Path | None) -> Placed:
    """Into nbgrader's `feedback/`. The page takes the place of the released notebook's, the one that students can fetch."""
    root = submissions or submissions_of(run)
    without = []
    for page in made.pages:
        folder = out / page.stem / assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        handed_in = root / source_of(run, page.student_id) if root else None
        name = Path(assignment.notebook or "feedback").stem
        write_bytes(folder / f"{name}.html", page.html, flush=False)
        write_bytes(folder / "timestamp.txt", _moment(out, page, assignment, handed_in), flush=False)
        secret = _read(root, handed_in, "submission_secret.txt")
        if _SECRET.fullmatch(secret):
            write_bytes(folder / "submission_secret.txt", secret, flush=False)
        else:
            (folder / "submission_secret.txt").unlink(missing_ok=True)
            without.append(page.student_id)
    return Placed(len(made.pages), tuple(without))


def _moment(out: Path, page: Rendered, assignment: Assignment, handed_in: Path | None) -> bytes:
    """The gradebook's time of the hand-in, else nbgrader's own, else that of grading: for nbgrader's log, and no more."""
    in_gradebook = out.parent / "submitted" / page.stem / assignment.name
    for root, folder in ((out.parent, in_gradebook), (handed_in, handed_in)):
        found = _read(root, folder, "timestamp.txt").strip()
        if _TIME.fullmatch(found):
            return found
    return page.graded_at.encode("ascii", "replace")


def _read(root: Path | None, folder: Path | None, name: str) -> bytes:
    """A small plain file below `root`, or b""."""
    if root is None or folder is None or not folder.resolve().is_relative_to(root.resolve()):
        return b""
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    with os.fdopen(handle, "rb") as file:
        return file.read(1024)
