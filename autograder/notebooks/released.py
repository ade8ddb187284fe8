"""The released notebook and its checks: the course's own text, from which layout, points and judgement come.

The released notebook is the one in `starter_code/`. A check runs with the hidden tests of the solved notebook, which
lie between `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS` in the cell of the same grade id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from autograder.config import Assignment, Course
from autograder.kit.ipynb import labels_of


class ReleaseMissing(Exception):
    """There is no released notebook to grade by; the text says how to make it."""


@dataclass(frozen=True)
class ReleasedCell:
    """A cell as it was released. `grade_id` is "" for a cell that nbgrader does not know."""

    grade_id: str
    cell_id: str
    code: bool
    source: str
    locked: bool = False
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: Decimal = Decimal(0)
    labels: str = ""

    @property
    def is_check(self) -> bool:
        """Graded by running it."""
        return self.grade and self.code and not self.solution

    @property
    def by_hand(self) -> bool:
        """Graded by a person."""
        return self.grade and not self.is_check


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook as released: the file, its cells in order, and each check's whole text, hidden tests included."""

    name: str
    notebook: bytes
    cells: tuple[ReleasedCell, ...]
    checks: Mapping[str, str]


def read_release(released: bytes, solved: bytes | None, name: str = "report.ipynb") -> ReleasedNotebook:
    """Read the course's two notebooks. Raises ReleaseMissing for one that does not say clearly what is graded."""
    cells = tuple(_cell(cell) for cell in json.loads(released)["cells"])
    ids = [cell.grade_id for cell in cells if cell.grade_id]
    if doubled := sorted({x for x in ids if ids.count(x) > 1}):
        raise ReleaseMissing(f"the released {name} has two cells called {', '.join(doubled)}; rename one in solutions/")
    sources = [_cell(cell) for cell in json.loads(solved)["cells"]] if solved else []
    whole = {cell.grade_id: cell.source for cell in sources if cell.is_check}
    return ReleasedNotebook(
        name, released, cells, {c.grade_id: whole.get(c.grade_id, c.source) for c in cells if c.is_check}
    )


def released_of(course: Course, assignment: Assignment) -> ReleasedNotebook:
    """An assignment's. Raises ReleaseMissing."""
    if assignment.notebook is None:
        raise ReleaseMissing(f"{assignment.name} has no notebook; assignment.toml names none")
    file = course.root / "starter_code" / assignment.name / assignment.notebook
    if not file.is_file():
        raise ReleaseMissing(f"{file} is not there; make it with: make starter")
    solved: Path = course.root / "solutions" / assignment.name / assignment.notebook
    return read_release(file.read_bytes(), solved.read_bytes() if solved.is_file() else None, assignment.notebook)


def _cell(cell: Mapping[str, Any]) -> ReleasedCell:
    labels = cell["metadata"].get("nbgrader", {})
    flags = {key: bool(labels.get(key)) for key in ("locked", "grade", "solution", "task")}
    points = Decimal(str(labels.get("points", 0))) if flags["grade"] or flags["task"] else Decimal(0)
    return ReleasedCell(
        labels.get("grade_id", "") if any(flags.values()) else "",
        cell.get("id", ""),
        cell["cell_type"] == "code",
        "".join(cell["source"]),
        points=points,
        labels=labels_of(labels),
        **flags,
    )
