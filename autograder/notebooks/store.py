"""`notebooks/` in a run's folder: a clean copy and a record for every student, written atomically.

    notebooks/<id>.ipynb   the released notebook with the student's answers and outputs: for nbgrader's pages
    notebooks/<id>.json    its scores, what the student is told, what staff should look at
    notebooks.csv          the same in one table

`<id>` is `results.text.file_name(student_id)`, as for results. The record is written last: its presence says that both
are whole.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from autograder.results.store import write_bytes, write_json
from autograder.results.text import cell as table_cell
from autograder.results.text import file_name


@dataclass(frozen=True)
class CellScore:
    """A graded cell of the release. `score` None: it waits for a person. `comment`: what the student reads about it."""

    grade_id: str
    points: Decimal
    score: Decimal | None
    comment: str = ""


@dataclass(frozen=True)
class CleanNotebook:
    """One student's graded notebook.

    `cells` holds every graded cell of the release exactly once, in its order, whatever the student's file held;
    `messages` are sentences for the student; `look` says that a person should look at the hand-in, and why.
    `notebook` is the clean copy, "" bytes only where there was no release to fill in (never, in a whole run).
    """

    student_id: str
    notebook: bytes
    cells: tuple[CellScore, ...]
    messages: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    digest: str = ""
    versions: str = ""


def clean_notebook(run: Path, student_id: str) -> CleanNotebook | None:
    """What `autograder notebooks` left of one student in a run's folder; None when it graded no notebook of theirs."""
    file = run / "notebooks" / f"{file_name(student_id)}.json"
    return _read(file) if file.is_file() else None


def clean_notebooks(run: Path) -> Iterator[CleanNotebook]:
    """All of a run, sorted by file name; nothing when notebooks were not graded."""
    for file in sorted((run / "notebooks").glob("*.json")):
        yield _read(file)


def _read(file: Path) -> CleanNotebook:
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    cells = tuple(
        CellScore(
            c["grade_id"], Decimal(c["points"]), None if c["score"] is None else Decimal(c["score"]), c["comment"]
        )
        for c in record["cells"]
    )
    words = {key: tuple(record[key]) for key in ("messages", "look")}
    return CleanNotebook(
        record["student_id"], file.with_suffix(".ipynb").read_bytes(), cells, **words,
        digest=record["digest"], versions=record["versions"],
    )  # fmt: skip


def write_clean(run: Path, graded: CleanNotebook) -> None:
    """The copy first, the record last."""
    folder = run / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(graded.student_id)
    write_bytes(folder / f"{name}.ipynb", graded.notebook)
    write_json(folder / f"{name}.json", {
        "student_id": graded.student_id,
        "digest": graded.digest,
        "versions": graded.versions,
        "messages": list(graded.messages),
        "look": list(graded.look),
        "cells": [
            {"grade_id": c.grade_id, "points": str(c.points), "score": None if c.score is None else str(c.score), "comment": c.comment}
            for c in graded.cells
        ],
    })  # fmt: skip


def write_table(run: Path, all_graded: list[CleanNotebook]) -> None:
    """notebooks.csv: student, each graded cell (empty: waits for a person), and what was said."""
    ids = list(dict.fromkeys(cell.grade_id for graded in all_graded for cell in graded.cells))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["student_id", *ids, "look", "message"])
    for graded in all_graded:
        scores = {c.grade_id: "" if c.score is None else format(c.score, "f") for c in graded.cells}
        words = [table_cell(" ".join(graded.look)), table_cell(" ".join(graded.messages))]
        writer.writerow([table_cell(graded.student_id), *(scores.get(id, "") for id in ids), *words])
    write_bytes(run / "notebooks.csv", out.getvalue().encode("utf-8", "backslashreplace"))
