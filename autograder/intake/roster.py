"""The instructor's roster, from whatever system it came: who the students are, and by which keys they are known.

Fields are keys: `student_id` is the cell's text, never stripped and never folded. No hand-in is looked at here.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.intake.columns import Columns, read_header
from autograder.intake.model import MB, IntakeError
from autograder.intake.text import fold, listed, name_keys, unwrapped

_NO_STUDENT = {"points possible", "manual posting", "student, test", "test student"}
_STAFF = {"instructor", "teacher", "ta", "teaching assistant", "reader", "observer", "designer", "editing teacher"}


@dataclass(frozen=True)
class Student:
    student_id: str
    login: str
    ids: tuple[tuple[str, str], ...]
    """(kind, text) of each id cell that holds something; kinds: canvas, sis, participant, id."""
    email: str
    name: str
    name_keys: frozenset[str]

    def id_of(self, kind: str) -> tuple[str, ...]:
        return tuple(text for has, text in self.ids if kind in ("any", has))


@dataclass(frozen=True)
class Roster:
    students: tuple[Student, ...]
    _by: dict[tuple[str, str], list[Student]] = field(repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for student in self.students:
            keys = {(kind, text) for kind, text in student.ids} | {("any", text) for _, text in student.ids}
            keys |= {("login", student.login), ("folded login", fold(student.login)), ("email", fold(student.email))}
            keys |= {("knows", kind) for kind, _ in student.ids}
            keys |= {("folded", fold(text)) for text in (student.login, *student.id_of("any"))}
            keys |= {("name", key) for key in student.name_keys}
            for key in keys:
                self._by.setdefault(key, []).append(student)

    def find(self, kind: str, key: str) -> list[Student]:
        """Students whose field of this kind (an id's kind, any, login, email, name, or folded) is `key`."""
        return list(self._by.get((kind, key), ())) if key else []

    def knows(self, kind: str) -> bool:
        """Whether this roster has ids of the kind at all."""
        return ("knows", kind) in self._by


def read_roster(path: Path) -> Roster:
    """Read Canvas's, Moodle's, Gradescope's, GitHub Classroom's or a plain roster. Raises `IntakeError`."""
    rows = [row for row in _rows(path) if any(cell.strip() for cell in row)]
    columns = read_header(rows[0]) if rows else None
    if columns is None and rows and max(map(len, rows)) == 1:
        columns, rows = Columns(login=0), [["login"], *rows]
    if columns is None:
        raise IntakeError(
            f"The roster {path} has no column that says who a student is: its first line needs a heading such as "
            "student_id, login, SIS Login ID, ID number, SID or github_username."
        )
    students: dict[str, Student] = {}
    stated: dict[tuple[str, int], str] = {}
    for row in rows[1:]:
        student = _student(row, columns)
        if student is not None:
            students.setdefault(student.student_id, student)
            for index, _ in columns.ids:
                text = row[index] if index < len(row) else ""
                before = stated.setdefault((student.student_id, index), text) if text.strip() else text
                if before != text:
                    raise IntakeError(
                        f"The roster {path} contradicts itself: {listed([student.student_id])} has the id "
                        f"{listed([before])} in one row and {listed([text])} in another. Correct one of them."
                    )
    if not students:
        raise IntakeError(f"The roster {path} names no student.")
    return Roster(tuple(students.values()))


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        if path.stat().st_size > 64 * MB:
            raise IntakeError(f"The roster {path} is larger than 64 MB: this is not a roster.")
        raw = path.read_bytes()
    except OSError as error:
        raise IntakeError(f"The roster {path} cannot be read: {error.strerror}.") from error
    text = _decode(raw)
    lines = text.split("\n", 1)
    if re.fullmatch(r"sep=[;,\t]\r?", lines[0]) and len(lines) == 2:
        text = lines[1]
    head = re.sub(r'"[^"]*"', "", text.lstrip("\r\n,; \t").split("\n", 1)[0])
    separator = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise IntakeError(f"The roster {path} is not a table of comma-separated values: {error}.") from error


def _decode(raw: bytes) -> str:
    """Excel writes UTF-8 with a mark, UTF-16, or the code page of its country."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _student(row: list[str], columns: Columns) -> Student | None:
    def cell(index: int | None) -> str:
        return row[index] if index is not None and index < len(row) and row[index].strip() else ""

    name, first, last = (unwrapped(cell(at)) for at in (columns.name, columns.first, columns.last))
    login, email = cell(columns.login), cell(columns.email)
    ids = tuple((kind, cell(index)) for index, kind in columns.ids if cell(index))
    full = name or " ".join(part for part in (first, last) if part)
    if fold(full) in _NO_STUDENT or fold(cell(0)) in _NO_STUDENT or fold(cell(columns.role)) in _STAFF:
        return None
    if columns.canvas and not (login or ids):
        return None
    student_id = login or next((text for _, text in ids), "") or email or full
    keys = name_keys(full, first, last)
    return Student(student_id, login, tuple(_participant(ids)), email, full, keys) if student_id else None


def _participant(ids: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Moodle's worksheet says "Participant 5301", in the site's language; its file names hold the number."""
    for kind, text in ids:
        yield kind, text
        number = re.fullmatch(r"\D+(\d+)\s*", text)
        if kind == "participant" and number:
            yield kind, number[1]
