"""Reading an .ipynb that may be damaged: its cells as plain text, and what was wrong with it, in sentences.

Runs where a student's code runs, never on the trusted side of grading. Nothing in the file is believed: no version, no
metadata but the labels, no saved output. What cannot be read raises Unreadable, with a sentence for the student.
"""

from __future__ import annotations

import json
import re
from typing import Any

MAX_CELLS = 2_000
MAX_SOURCE = 200_000
MAX_LABEL = 100
_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


class Unreadable(ValueError):
    """The file is no notebook that can be read; the text tells the student why, and what to do."""


Cell = tuple[str, str, str, str, str]


def read_notebook(data: bytes) -> tuple[list[Cell], list[str]]:
    """The cells as (grade id, labels, cell id, `code` or `markdown`, source), and notes. Raises Unreadable.

    The labels are nbgrader's own as one line (`grade locked points=2`): to be compared with the release's, no more.
    """
    text, notes = _text(data)
    whole = _parse(text)
    if type(whole) is not dict:
        raise Unreadable("the file is not a notebook: it holds no cells; save it in Jupyter and hand it in again")
    found = whole.get("cells")
    if type(found) is not list:  # format 3 kept its cells in sheets
        sheets = whole.get("worksheets")
        sheets = sheets if type(sheets) is list else []
        found = [cell for sheet in sheets if type(sheet) is dict for cell in _list(sheet.get("cells"))]
        if not found:
            raise Unreadable("the file is not a notebook: it holds no cells; save it in Jupyter and hand it in again")
        notes.append("The notebook is in an old format; it was read all the same.")
    if len(found) > MAX_CELLS:
        notes.append(f"The notebook has {len(found):,} cells; only the first {MAX_CELLS:,} were read.")
    return [_cell(cell) for cell in found[:MAX_CELLS] if type(cell) is dict], notes


def _text(data: bytes) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), [
            "The notebook is saved as UTF-16, not as UTF-8; it was read all the same."
        ]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = "The notebook is not saved as UTF-8; it was read as Windows-1252. Check that its letters are right."
        return data.decode("cp1252", "replace"), [note]


def _parse(text: str) -> Any:
    if not text.strip():
        raise Unreadable("the file is empty; save the notebook in Jupyter and hand it in again")
    try:
        return json.loads(text, parse_int=_number)
    except RecursionError:
        raise Unreadable("the file is nested too deeply to be a notebook") from None
    except ValueError as error:
        if mark := _CONFLICT.search(text):
            line = text.count("\n", 0, mark.start()) + 1
            raise Unreadable(
                f"the file holds unresolved merge-conflict markers, the first one in line {line}: open it in a text editor, keep "
                "one of the two versions, remove the lines with <<<<<<<, ======= and >>>>>>>, and hand it in again"
            ) from None
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(
            f"the file is not a notebook that can be read{where}; save it in Jupyter and hand it in again"
        ) from None


def _number(text: str) -> int:
    return int(text) if len(text) < 20 else 0


def _list(value: object) -> list[Any]:
    return value if type(value) is list else []


def labels_of(labels: dict[str, Any]) -> str:
    """`grade locked points=2`."""
    words = [name for name in ("grade", "locked", "solution", "task") if labels.get(name) is True]
    points = labels.get("points")
    if "grade" in words and isinstance(points, int | float):
        words.append(f"points={points:g}")
    return " ".join(words)


def _cell(cell: dict[str, Any]) -> Cell:
    metadata = cell.get("metadata")
    labels = metadata.get("nbgrader") if type(metadata) is dict else None
    labels = labels if type(labels) is dict else {}
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    source = cell.get("source", cell.get("input", ""))
    if type(source) is list:
        source = "".join(line for line in source if type(line) is str)
    source = _plain(source if type(source) is str else "")[:MAX_SOURCE]
    return _label(labels.get("grade_id")), labels_of(labels), _label(cell.get("id")), kind, source


def _label(value: object) -> str:
    return _plain(value[:MAX_LABEL]) if type(value) is str else ""


def _plain(text: str) -> str:
    """Without lone surrogates, which JSON can spell and nothing can store."""
    return text.encode("utf-8", "replace").decode("utf-8")
