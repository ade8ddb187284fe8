"""Which of a student's cells is which of the release, and what is run: by label, then by text, then by place.

Works on plain text that a worker has read. A student's labels only say which cell is meant, never what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .released import ReleasedCell


@dataclass(frozen=True)
class StudentCell:
    """A cell as the worker read it: inert text."""

    grade_id: str
    labels: str
    cell_id: str
    code: bool
    source: str


@dataclass(frozen=True)
class Step:
    """A cell to run: `cell` is its place in the student's notebook, or None for a released cell that is missing there."""

    text: str
    cell: int | None
    released: int | None
    name: str


@dataclass(frozen=True)
class Matched:
    """`places`: for each released cell its places in the student's notebook, none when it is missing."""

    places: tuple[tuple[int, ...], ...]
    extras: tuple[int, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def match(released: Sequence[ReleasedCell], cells: Sequence[StudentCell]) -> Matched:
    """Match and plan. The student's cells run in their order; a released cell that is locked runs as released."""
    of = _by_label(released, cells)
    _by_text(released, cells, of)
    _by_place(released, cells, of)
    places = tuple(tuple(i for i, r in sorted(of.items()) if r == number) for number in range(len(released)))
    extras = tuple(i for i in range(len(cells)) if i not in of)
    return Matched(places, extras, tuple(_steps(released, cells, of)), tuple(_notes(released, cells, places)))


def _by_label(released: Sequence[ReleasedCell], cells: Sequence[StudentCell]) -> dict[int, int]:
    """Student's place -> released place. Ids of the file format count for cells without a grade id, where they are one."""
    graded = {cell.grade_id: number for number, cell in enumerate(released) if cell.grade_id}
    of = {i: graded[cell.grade_id] for i, cell in enumerate(cells) if cell.grade_id in graded}
    plain = {cell.cell_id: number for number, cell in enumerate(released) if not cell.grade_id and cell.cell_id}
    theirs = [cell.cell_id for cell in cells]
    for i, cell in enumerate(cells):
        number = plain.get(cell.cell_id)
        if (
            i not in of
            and number is not None
            and theirs.count(cell.cell_id) == 1
            and released[number].code == cell.code
        ):
            of[i] = number
    return of


def _by_text(released: Sequence[ReleasedCell], cells: Sequence[StudentCell], of: dict[int, int]) -> None:
    """A cell that lost its label, and holds what was released, word for word."""
    free = [n for n in range(len(released)) if n not in of.values() and not released[n].solution]
    for i, cell in enumerate(cells):
        if i not in of:
            same = [n for n in free if released[n].source == cell.source and cell.source.strip()]
            if same:
                of[i] = same[0]
                free.remove(same[0])


def _by_place(released: Sequence[ReleasedCell], cells: Sequence[StudentCell], of: dict[int, int]) -> None:
    """Answers without a label that stand, as many as are missing, between two cells that are known."""
    known = [(-1, -1), *sorted(of.items()), (len(cells), len(released))]
    for (before, first), (after, last) in pairwise(known):
        between = range(before + 1, after)
        asked = [n for n in range(first + 1, last) if n not in of.values() and released[n].solution]
        for kinds in ((True, False), (True,), (False,)):
            mine = [i for i in between if i not in of and cells[i].code in kinds]
            wanted = [n for n in asked if n not in of.values() and released[n].code in kinds]
            if len(mine) == len(wanted) and all(
                cells[i].code == released[n].code for i, n in zip(mine, wanted, strict=True)
            ):
                of.update(zip(mine, wanted, strict=True))


def _steps(released: Sequence[ReleasedCell], cells: Sequence[StudentCell], of: dict[int, int]) -> list[Step]:
    steps: list[Step] = []
    ran: set[int] = set()
    for i, cell in enumerate(cells):
        number = of.get(i)
        asked = None if number is None else released[number]
        if asked is None or number is None:
            if cell.code:
                steps.append(Step(cell.source, i, None, f"cell {i + 1}"))
        elif asked.is_check:  # runs at the end, as released; what a student wrote there is a cell of theirs
            if cell.code and cell.source != asked.source:
                steps.append(Step(cell.source, i, None, f"cell {i + 1}"))
        elif asked.code and asked.locked and number not in ran:
            steps.append(Step(asked.source, i, number, asked.grade_id))
            ran.add(number)
        elif asked.code and not asked.locked:
            steps.append(Step(cell.source, i, number, asked.grade_id or f"cell {i + 1}"))
            ran.add(number)
    for number, asked in enumerate(released):
        runs = asked.code and not asked.solution and not asked.is_check
        if runs and number not in of.values() and (asked.locked or not _extras_around(number, cells, of)):
            later = [k for k, step in enumerate(steps) if step.released is not None and step.released > number]
            name = asked.grade_id or f"a cell of the release ({asked.cell_id})"
            steps.insert(min(later, default=len(steps)), Step(asked.source, None, number, name))
    return steps


def _extras_around(number: int, cells: Sequence[StudentCell], of: dict[int, int]) -> bool:
    """Whether a cell of the student's own stands where a released one is missing: then it may stand for it."""
    before = max((i for i, n in of.items() if n < number), default=-1)
    after = min((i for i, n in of.items() if n > number), default=len(cells))
    return any(i not in of and cells[i].code for i in range(min(before, after) + 1, max(before, after)))


def _notes(
    released: Sequence[ReleasedCell], cells: Sequence[StudentCell], places: Sequence[tuple[int, ...]]
) -> list[str]:
    """What a TA should know; no word about why."""
    notes = []
    if not any(cell.grade_id for cell in cells) and any(cell.grade_id for cell in released):
        notes.append("No cell has a label any more; cells were found by their text and their place.")
    for cell, there in zip(released, places, strict=True):
        if not cell.grade_id:
            continue
        if not there:
            notes.append(f"The cell {cell.grade_id} is missing.")
        elif len(there) > 1:
            notes.append(f"The id {cell.grade_id} occurs {_times(len(there))}.")
        mine = [cells[i] for i in there]
        if any(one.code != cell.code for one in mine):
            kind = "code" if cell.code else "text"
            notes.append(f"The type of {cell.grade_id} had changed; it was taken as {kind} again.")
        if any(one.grade_id == cell.grade_id and one.labels != cell.labels for one in mine):
            notes.append(
                f"The labels of {cell.grade_id} (points, graded, locked) differ from the released ones, which count."
            )
        if cell.locked and any(one.source != cell.source for one in mine):
            notes.append(
                f"The locked cell {cell.grade_id} holds other text than was released; the released text counts."
            )
    return notes


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
