"""What the scanner looks for inside a file. Each look is a function from text to findings; none changes anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .archive import Member
from .canary import CANARY
from .fingerprints import Fingerprints, is_distinctive, normal
from .views import Finding, Lines, notebook_cells, text_of, views

_MARKERS = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_PATHS = re.compile(
    r"(?<![\w./:~-])/(home|Users|root|tmp|mnt|opt|srv|private|work|workspace|scratch|builds)/[\w.@-]+"
    r"|\b[A-Za-z]:\\+(Users|Documents)\b"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@([\w-]+\.)+[A-Za-z]{2,}\b")
_NOBODY = re.compile(r"(@|\.)example(\.(com|org|net|edu))?$|^git@|@users\.noreply\.github\.com$")


@lru_cache(maxsize=1024)  # the zip and the tar.gz hold the same files
def looks(member: Member, prints: Fingerprints) -> tuple[Finding, ...]:
    """Every look at one member, findings without repetition."""
    return tuple(dict.fromkeys(_looks(member, prints)))


def _looks(member: Member, prints: Fingerprints) -> Iterator[Finding]:
    if CANARY.encode() in member.data:
        yield Finding(_line_of(member, CANARY), "the canary of files that never leave")
    for word, meaning in prints.words.items():
        if word.encode() in member.data:
            yield Finding(_line_of(member, word), meaning)
    text = text_of(member)
    if text is None:
        yield Finding(0, "neither text nor a picture")
        return
    for look in _LOOKS:
        for view in views(member.name, text):
            yield from look(view, prints)
    if member.name.endswith(".ipynb"):
        yield from notebook(text)


def markers(lines: Lines, prints: Fingerprints) -> Iterator[Finding]:
    """Markers that stripping should have taken away."""
    for number, line in lines:
        if found := _MARKERS.search(line):
            yield Finding(number, f"the marker `{found[0]}`")


def hidden_lines(lines: Lines, prints: Fingerprints) -> Iterator[Finding]:
    """A line that only hidden tests or named mistakes hold."""
    for number, line in lines:
        if is_distinctive(line) and (origin := prints.lines.get(normal(line))):
            yield Finding(number, f"a line of {origin}")


def copied(lines: Lines, prints: Fingerprints) -> Iterator[Finding]:
    """Code of a solution, text of a marking scheme, a hidden test copied whole."""
    for number, origin in prints.find(lines):
        yield Finding(number, origin)


def traces(lines: Lines, prints: Fingerprints) -> Iterator[Finding]:
    """Absolute paths, and addresses of people."""
    for number, line in lines:
        if path := _PATHS.search(line):
            yield Finding(number, f"an absolute path: {path[0]}")
        for address in _EMAIL.finditer(line):
            if not _NOBODY.search(address[0]):
                yield Finding(number, f"an e-mail address: {address[0]}")


_LOOKS = (markers, hidden_lines, copied, traces)


def notebook(text: str) -> Iterator[Finding]:
    """Outputs, counts of executions and attachments, which show what the staff's copy computed."""
    try:
        cells = list(notebook_cells(text))
    except (ValueError, KeyError):
        yield Finding(1, "not a notebook")
        return
    for index, cell in enumerate(cells, 1):
        if cell.data.get("outputs"):
            yield Finding(cell.line, f"cell {index} has outputs")
        if cell.data.get("execution_count") is not None:
            yield Finding(cell.line, f"cell {index} says that it was run")
        if cell.data.get("attachments"):
            yield Finding(cell.line, f"cell {index} has an attachment")


def _line_of(member: Member, word: str) -> int:
    place = member.data.find(word.encode())
    return member.data.count(b"\n", 0, place) + 1
