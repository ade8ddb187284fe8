"""CSV files that people keep: read whole, with the file and the line in every complaint. Nothing is written here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import PolicyError


@dataclass(frozen=True)
class Line:
    """One row, by heading."""

    place: str
    """`hand.csv, line 3`."""
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]

    def wrong(self, what: str) -> PolicyError:
        """An error about this line."""
        return PolicyError(f"{self.place}: {what}")

    def needs(self, heading: str) -> str:
        """The cell's text, which must not be empty."""
        if not self.cells[heading].strip():
            raise self.wrong(f"the column {heading} is empty; fill it in")
        return self.cells[heading]


@dataclass(frozen=True)
class Sheet:
    """A table with its headings. An absent file is a table without rows."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(path: Path, needed: Sequence[str], optional: Sequence[str] | None = None) -> Sheet:
    """The file's rows; `optional` None means that any further column is allowed. Raises PolicyError."""
    if not path.exists():
        return Sheet(tuple(needed), ())
    rows = list(_rows(path))
    if not rows:
        raise PolicyError(f"{path.name} is empty; its first line must be: {','.join(needed)}")
    headings = tuple(heading.strip() for heading in rows[0][1])
    if missing := [heading for heading in needed if heading not in headings]:
        raise PolicyError(
            f"{path.name} has no column {', '.join(missing)}; its first line must name: {', '.join(needed)}"
        )
    if doubled := sorted({heading for heading in headings if headings.count(heading) > 1}):
        raise PolicyError(f"{path.name}: the column {', '.join(doubled) or '(without a name)'} stands twice")
    if optional is not None and (stray := [h for h in headings if h not in (*needed, *optional)]):
        known = ", ".join((*needed, *optional))
        raise PolicyError(f"{path.name}: the column {', '.join(stray)} is not known; the columns are: {known}")
    lines = []
    for number, cells in rows[1:]:
        place = f"{path.name}, line {number}"
        if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
            raise PolicyError(f"{place}: more cells than headings; put a text that holds a separator into quotes")
        padded = [*cells, *[""] * len(headings)][: len(headings)]
        lines.append(Line(place, dict(zip(headings, padded, strict=True))))
    return Sheet(headings, tuple(lines))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError(f"{path.name} is not UTF-8; save it as 'CSV UTF-8' in your spreadsheet") from None
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise PolicyError(f"{path.name}, line {reader.line_num}: not a table of separated values: {error}") from None
