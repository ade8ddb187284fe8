"""The folder of a run: written atomically, file by file, so that a run that is cut off can be taken up again.

scores.csv            what an LMS wants: fixed columns, one row per student
results/<id>.json     what the student may see, in Gradescope's format
staff/<id>.json       everything about a hand-in: verdicts, what was asked and printed; never for students
run.json              what was graded with which versions
ledger.jsonl          one line per grading, appended: who graded what, when, with which versions
"""

from __future__ import annotations

import csv
import fcntl
import getpass
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from autograder.config import Assignment

from .text import cell, file_name

_WRITING = ".writing-"


@dataclass(frozen=True)
class Row:
    """One line of scores.csv. `points` is None for a hand-in that does not exist or has no owner."""

    student_id: str
    status: str
    points: Mapping[str, Decimal] | None
    message: str
    on_roster: bool = True

    @property
    def key(self) -> str:
        """The id's cell: the roster's text unchanged; a name that came with the hand-in is made inert like any text."""
        return self.student_id if self.on_roster else cell(self.student_id)

    @property
    def total(self) -> Decimal | None:
        """The sum of the points."""
        return None if self.points is None else sum(self.points.values(), Decimal(0))


class RunInUse(OSError):
    """Another grader is at work in a run's folder."""


@dataclass(frozen=True)
class RunFolder:
    """A run's folder on disk."""

    path: Path

    def prepare(self) -> None:
        """Make the folders, and clear away what a killed run was writing. Raises OSError where they cannot be made."""
        for name in ("results", "staff"):
            (self.path / name).mkdir(parents=True, exist_ok=True)
        for unfinished in self.path.rglob(f"{_WRITING}*"):
            unfinished.unlink()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other grader out meanwhile; the kernel lets go of the lock however this process ends. Raises RunInUse."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "ledger.jsonl").open("a") as ledger:
            try:
                fcntl.flock(ledger, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RunInUse(
                    f"another grader is at work in {self.path} (its ledger.jsonl says who, and since when); "
                    "wait until it is done, or give another folder with --out"
                ) from None
            yield

    def staff_record(self, student_id: str) -> dict[str, Any] | None:
        """What an earlier run of this folder recorded of a student, if it is whole."""
        file = self.path / "staff" / f"{file_name(student_id)}.json"
        try:
            record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return record

    def write_student(self, student_id: str, results: Mapping[str, Any], record: Mapping[str, Any]) -> None:
        """Results first, the staff's record last: its presence says that both are whole."""
        name = f"{file_name(student_id)}.json"
        write_json(self.path / "results" / name, results)
        write_json(self.path / "staff" / name, record)

    def write_scores(self, assignment: Assignment, rows: Iterable[Row]) -> None:
        """scores.csv, whole or not at all."""
        questions = [question.id for question in assignment.questions]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["student_id", "status", *questions, "total", "max_total", "message"])
        for row in rows:
            cells = ["" if row.points is None else _number(row.points[q]) for q in questions]
            total = "" if row.total is None else _number(row.total)
            writer.writerow([row.key, row.status, *cells, total, assignment.auto_total, cell(row.message)])
        write_bytes(self.path / "scores.csv", out.getvalue().encode("utf-8", "backslashreplace"))

    def read_totals(self) -> dict[str, str]:
        """Key -> total of an earlier scores.csv; empty when there is none."""
        try:
            with (self.path / "scores.csv").open(newline="", encoding="utf-8") as file:
                return {row["student_id"]: row["total"] for row in csv.DictReader(file)}
        except (OSError, KeyError, csv.Error):
            return {}

    def log(self, event: Mapping[str, Any]) -> None:
        """Append one line to the ledger."""
        line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "by": _who(), **event}
        with (self.path / "ledger.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=True, allow_nan=False) + "\n")


def _who() -> str:
    """The grader's login; in a container a user may have none, and is called by number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _number(value: Decimal) -> str:
    return format(value, "f")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Strict, ASCII-only JSON, a line for each key and for each item of a list, written atomically."""
    text = ",\n".join(f" {_compact(key)}: {_by_item(item)}" for key, item in value.items())
    write_bytes(path, f"{{\n{text}\n}}\n".encode("ascii"))


def _by_item(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _compact(value)
    return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"


#: Without `indent`, which takes json's slow way: a tenth of the time for a student's record.
_compact = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write_bytes(path: Path, data: bytes, flush: bool = True) -> None:
    """Write beside, flush to disk (what can be made again need not be), rename over."""
    fd, temporary = tempfile.mkstemp(dir=path.parent, prefix=_WRITING)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
