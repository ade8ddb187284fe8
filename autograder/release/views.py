"""A member's text as the looks see it: numbered lines, also of what lies inside a notebook's cells or a page's tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .archive import Member

Lines = list[tuple[int, str]]


@dataclass(frozen=True)
class Finding:
    """What is wrong, and in which line of the file (0: the file as a whole)."""

    line: int
    what: str


def text_of(member: Member) -> str | None:
    """The member as text; of a picture the words in it, a line each, such as its author's; None for anything else."""
    if member.name.endswith(".png"):
        return "\n".join(word.decode() for word in re.findall(rb"[\x20-\x7e]{8,}", member.data))
    try:
        return None if b"\0" in member.data else member.data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def views(name: str, text: str) -> Iterator[Lines]:
    """The text as it stands; for a notebook also each cell's source, for a page also the text between its tags."""
    yield list(enumerate(text.splitlines(), 1))
    if name.endswith(".ipynb"):
        yield from (cell.source for cell in notebook_cells(text))
    if name.endswith(".html"):
        yield list(enumerate(html.unescape(re.sub(r"<[^>\n]*>", "", text)).splitlines(), 1))


@dataclass(frozen=True)
class Cell:
    """One cell: its JSON, and its source with the line numbers of the file."""

    data: dict[str, Any]
    source: Lines
    line: int


def notebook_cells(text: str) -> Iterator[Cell]:
    """The cells of a notebook. Raises ValueError when it is none."""
    place = 0
    for data in json.loads(text)["cells"]:
        source = data.get("source", "")
        source = source if isinstance(source, str) else "".join(source)
        numbered = []
        for line in source.splitlines():
            found = text.find(json.dumps(line, ensure_ascii=False)[1:-1], place)
            place = found if found >= 0 else place
            numbered.append((text.count("\n", 0, place) + 1, line))
        yield Cell(data, numbered, numbered[0][0] if numbered else text.count("\n", 0, place) + 1)
