"""A table whose cells are replaced one by one, while every other byte stays: mark, separator, quotes, line ends.

An LMS takes a changed heading for a new assignment, and a comment that lost a line break for a new comment; so a file
that it gave us is never written anew from what was read, but cut and joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .errors import ExportError


@dataclass(frozen=True)
class Cell:
    """A cell: where its bytes lie, and its text."""

    start: int
    end: int
    text: str
    quoted: bool


@dataclass(frozen=True)
class FilledTable:
    """An LMS's file, cell by cell."""

    name: str
    raw: bytes
    encoding: str
    separator: str
    rows: tuple[tuple[Cell, ...], ...]

    def text(self, row: int, column: int) -> str:
        """A cell's text; empty where the row is shorter."""
        cells = self.rows[row]
        return cells[column].text if column < len(cells) else ""

    def replaced(self, changes: Mapping[tuple[int, int], str]) -> bytes:
        """The file with other texts at (row, column). Raises ExportError for a row that has no such cell."""
        pieces, at = [], 0
        for (row, column), text in sorted(changes.items()):
            if column >= len(self.rows[row]):
                raise ExportError(f"{self.name}, line {row + 1} has too few cells; download the file once more")
            cell = self.rows[row][column]
            pieces += [self.raw[at : cell.start], self._encoded(text, cell.quoted)]
            at = cell.end
        return b"".join([*pieces, self.raw[at:]])

    def _encoded(self, text: str, quoted: bool) -> bytes:
        if quoted or any(char in text for char in (self.separator, '"', "\n", "\r")):
            text = '"' + text.replace('"', '""') + '"'
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            raise ExportError(f"{self.name} is not UTF-8 and cannot hold {text[:40]!r}; download it as UTF-8") from None


def read_table(name: str, raw: bytes) -> FilledTable:
    """Take a CSV apart. Raises ExportError for what is none, or is not whole."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise ExportError(f"{name} is UTF-16 (a spreadsheet saved it); give the file as the LMS wrote it")
    try:
        raw.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "cp1252"
    mark = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    head = raw[mark:].split(b"\n", 1)[0]
    separator = max((b",", b";", b"\t"), key=head.count)
    rows: list[tuple[Cell, ...]] = []
    cells: list[Cell] = []
    at = mark
    while at < len(raw):
        cell, at = _cell(name, raw, at, separator, encoding, len(rows) + 1)
        cells.append(cell)
        if raw[at : at + 1] == separator:
            at += 1
            if at == len(raw):
                cells.append(Cell(at, at, "", False))
        else:
            at += 2 if raw[at : at + 2] == b"\r\n" else 1
            rows.append(tuple(cells))
            cells = []
    if cells:
        rows.append(tuple(cells))
    if not rows:
        raise ExportError(f"{name} is empty; download it once more")
    return FilledTable(name, raw, encoding, separator.decode(), tuple(rows))


def _cell(name: str, raw: bytes, start: int, separator: bytes, encoding: str, row: int) -> tuple[Cell, int]:
    """The cell that begins here, and where it ends."""
    if raw[start : start + 1] != b'"':
        ends = [found for stop in (separator, b"\n", b"\r") if (found := raw.find(stop, start)) >= 0]
        end = min(ends, default=len(raw))
        return Cell(start, end, _decoded(name, raw[start:end], encoding, row), False), end
    end = start + 1
    while True:
        end = raw.find(b'"', end)
        if end < 0:
            raise ExportError(f"{name}, row {row}: a quote is never closed; the file is cut off, download it once more")
        if raw[end : end + 2] != b'""':
            break
        end += 2
    if raw[end + 1 : end + 2] not in (b"", separator, b"\n", b"\r"):
        raise ExportError(f"{name}, row {row}: text follows a closing quote; give the file as the LMS wrote it")
    text = raw[start + 1 : end].replace(b'""', b'"')
    return Cell(start, end + 1, _decoded(name, text, encoding, row), True), end + 1


def _decoded(name: str, data: bytes, encoding: str, row: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ExportError(f"{name}, row {row} is neither UTF-8 nor Windows-1252; download it as UTF-8") from None
