"""Canvas: one column of the instructor's own gradebook export is filled, and every other byte stays.

By the rules of Canvas's importer (instructure/canvas-lms, lib/gradebook_importer.rb): a heading that it does not know
becomes a new assignment, a row that it does not know a new student, a changed maximum a changed assignment.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from fractions import Fraction

from autograder.intake import Roster
from autograder.intake.text import listed, name_keys, unwrapped
from autograder.policy.exact import exact

from .errors import ExportError
from .filled import FilledTable
from .match import Target, match
from .outcome import Outcome
from .scores import Scores, number

_KINDS = {"ID": "canvas", "SIS User ID": "sis", "SIS Login ID": "login", "Integration ID": "sis"}
_TITLE = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
#: Canvas drops columns whose heading holds one of these, wherever it stands.
_COMPUTED = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_KEPT = {"ex": "excused", "n/a": "not assigned"}


def fill_canvas(
    table: FilledTable, scores: Scores, column: str, roster: Roster | None, zeros: bool = False, as_is: bool = False
) -> Outcome:
    """The export with the scores in it. Raises ExportError when Canvas would take it for something else."""
    headings = [cell.text for cell in table.rows[0]]
    first = _first_assignment(table.name, headings)
    at = find_column(headings, first, column)
    outcome = Outcome(b"", list(scores.notes))
    if word := _COMPUTED.search(headings[at]):
        outcome.notes.append(
            f"Canvas ignores every column whose heading holds {word[0]!r}, and so will it ignore {headings[at]!r}; "
            "rename the assignment in Canvas, and export again"
        )
    targets = []
    for row in range(1, len(table.rows)):
        if "Points Possible" in table.text(row, 0):
            _check_maximum(table, table.text(row, at), headings[at], scores, as_is)
        elif not _is_note(table, row):
            targets.append(_target(table, row, headings[:first]))
    matching = match(scores.rows, targets, roster)
    outcome.notes += matching.notes
    changes: dict[tuple[int, int], str] = {}
    mark = decimal_mark([table.text(row, c) for row in range(1, len(table.rows)) for c in range(first, len(headings))])
    for row, score in matching.found.items():
        old = table.text(row, at).strip()
        value = Fraction(0) if zeros and score.score is None and score.status != "excused" and not old else score.score
        if value is None:
            continue
        if old.lower() in _KEPT:
            outcome.notes.append(f"{score.called} is {_KEPT[old.lower()]} in Canvas ({old}), and stays so")
            continue
        new = number(value).replace(".", mark)
        outcome.tell(score.called, old, new)
        if new != old:
            changes[row, at] = new
    outcome.data = table.replaced(changes)
    return outcome


def find_column(headings: Sequence[str], first: int, asked: str) -> int:
    """The column of an assignment by its id, its whole heading, or its title. Raises ExportError, nearest headings named."""
    columns = {at: _TITLE.fullmatch(heading) for at, heading in enumerate(headings) if at >= first}
    assignments = {at: found for at, found in columns.items() if found}
    hits = [at for at, found in assignments.items() if asked in (found["id"], headings[at])]
    hits = hits or [at for at, found in assignments.items() if found["title"] == asked]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise ExportError(
            f"{asked!r} is the title of {listed([headings[at] for at in hits])}; give the number in parentheses"
        )
    titles = {found["title"]: headings[at] for at, found in assignments.items()}
    near = difflib.get_close_matches(asked, titles, 4, 0.5)
    there = [titles[title] for title in near] or [headings[at] for at in assignments]
    raise ExportError(
        f"no assignment in the export is {asked!r}; the nearest are {listed(there) or 'none'}. No column is added."
    )


def decimal_mark(cells: Sequence[str]) -> str:
    """The export's own decimal mark, by the numbers in it."""
    commas = sum(bool(re.fullmatch(r"-?\d+,\d\d", cell)) for cell in cells)
    points = sum(bool(re.fullmatch(r"-?\d+\.\d\d", cell)) for cell in cells)
    return "," if commas > points else "."


def _first_assignment(name: str, headings: Sequence[str]) -> int:
    start = headings[:2] == ["Student", "ID"] or headings[:3] == ["LastName", "FirstName", "ID"]
    if not start or "Section" not in headings:
        raise ExportError(
            f"{name} is not Canvas's gradebook export: its first line must begin with Student,ID and name Section. "
            "In Canvas: Grades, Export, Export Entire Gradebook"
        )
    return headings.index("Section") + 1


def _is_note(table: FilledTable, row: int) -> bool:
    return all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell.text, re.IGNORECASE) for cell in table.rows[row])


def _target(table: FilledTable, row: int, headings: Sequence[str]) -> Target:
    texts = {heading: table.text(row, at) for at, heading in enumerate(headings)}
    name = texts.get("Student") or f"{texts.get('LastName', '')}, {texts.get('FirstName', '')}"
    keys = tuple((kind, texts[heading]) for heading, kind in _KINDS.items() if texts.get(heading))
    return Target(row, keys, name_keys(unwrapped(name)), f"{name} ({texts.get('ID', '')})")


def _check_maximum(table: FilledTable, text: str, heading: str, scores: Scores, as_is: bool) -> None:
    if "read only" in text:
        raise ExportError(
            f"Canvas computes {heading!r} itself and would ignore what is imported; choose another column"
        )
    try:
        points = exact(text.strip().replace(",", "."))
    except ValueError:
        return
    if scores.maximum is not None and points != scores.maximum and not as_is:
        raise ExportError(
            f"{heading!r} is out of {text.strip()} points in Canvas, these scores are out of {number(scores.maximum)}: "
            "give --scale to convert them, or --as-is to write them as they are"
        )
