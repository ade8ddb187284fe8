"""The zips by which Moodle and Canvas give pages back: whose a file is, both know from its name alone.

Moodle ("Upload multiple feedback files in a zip", mod/assign/feedback/file/importziplib.php) splits a name at `_`: the second
part is the participant, then the plug-in `assignsubmission_file`, and the rest is the file's name. Versions differ in how
they take folders, so the files lie flat. Canvas ("Upload Submissions", generate_comments_from_files) takes the first two
parts of a name that are digits for the user and for an attachment of the submission: so the name of the download is kept.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.intake import Roster
from autograder.intake.canvas import read_name
from autograder.intake.claims import MOODLE
from autograder.results.store import write_bytes

from .errors import FeedbackError
from .sources import names_of, source_of
from .write import Feedback, Rendered

FILE = "feedback.html"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same zip for the same pages."""


@dataclass(frozen=True)
class Zipped:
    """How many files went in, and for whom there is no name to give one."""

    files: int
    left_out: tuple[str, ...]


def write_moodle(made: Feedback, run: Path, out: Path, roster: Roster | None) -> Zipped:
    """By the download's names; for who handed nothing in, by the participant numbers of a roster that is Moodle's worksheet."""
    return _zip(
        made.pages,
        out,
        lambda page: moodle_name(source_of(run, page.student_id), _participant(roster, page.student_id)),
    )


def moodle_name(source: str, known: tuple[str, str] | None = None) -> str:
    """`Ada Lovelace_4311_assignsubmission_file_feedback.html`; "" when no participant's number is known."""
    hits = (MOODLE.fullmatch(name) for name in names_of(source))
    found = next(((hit["name"], hit["number"]) for hit in hits if hit), known)
    if found is None:
        return ""
    name = re.sub(r"[_/\\\x00-\x1f]", " ", found[0]).lstrip(". ~") or "Participant"
    return f"{name}_{found[1]}_assignsubmission_file_{FILE}"


def write_canvas(made: Feedback, run: Path, out: Path, roster: Roster | None) -> Zipped:
    """By the download's names. Who handed nothing in has no attachment, and Canvas has nowhere to put a page."""
    return _zip(made.pages, out, lambda page: canvas_name(source_of(run, page.student_id), roster))


def canvas_name(source: str, roster: Roster | None) -> str:
    """`lovelaceada_7301_91301_feedback.html`; "" where Canvas would take it for another's, or for nobody's."""
    for name in names_of(source):
        read = read_name(name, roster)
        if read is None or not read.attachment:
            continue
        kept = name.removesuffix(read.file) + FILE
        numbers = [part for part in kept.split("_") if re.fullmatch(r"[0-9]+", part)]
        wanted = [read.user, str(read.attachment)] if read.user else [str(read.attachment)]
        if numbers[: len(wanted)] == wanted:
            return kept
    return ""


def _participant(roster: Roster | None, student_id: str) -> tuple[str, str] | None:
    """(name, number) of the one student whom a roster with Moodle's participant numbers knows by this id."""
    for kind in ("login", "any", "email") if roster else ():
        hits = roster.find(kind, student_id) if roster else []
        numbers = [n for student in hits for n in student.id_of("participant") if n.isascii() and n.isdigit()]
        if len(hits) == 1 and numbers:
            return hits[0].name, numbers[0]
    return None


def _zip(pages: Iterable[Rendered], out: Path, named: Callable[[Rendered], str]) -> Zipped:
    data, left_out, names = io.BytesIO(), [], set()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            name = named(page)
            if not name:
                left_out.append(page.student_id)
                continue
            if name in names:
                raise FeedbackError(f"two students' hand-ins are called {name}; nothing is written")
            names.add(name)
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), page.html, zipfile.ZIP_DEFLATED)
    if not names:
        raise FeedbackError(
            "nothing is written: no hand-in of this run carries the platform's names; grade the platform's own bulk download, "
            "or, for Moodle, give its grading worksheet with --roster"
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(out, data.getvalue())
    return Zipped(len(names), tuple(left_out))
