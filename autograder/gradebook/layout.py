"""Which cells an assignment has in nbgrader: its own notebook, and a generated one for the questions of the modules.

Comes from `assignment.toml` and the released notebook, never from a student.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.config import Assignment, Course

from .errors import GradebookError

MODULES = "modules"
"""The generated notebook's name."""


@dataclass(frozen=True)
class Cell:
    """A cell that nbgrader knows by name."""

    name: str
    cell_type: str
    points: float | None
    """None for a cell without a score."""
    comment: bool
    """Whether a comment can be written on it."""
    locked: bool
    source: str
    task: bool = False
    checksum: str | None = None


@dataclass(frozen=True)
class Layout:
    """An assignment's cells, by notebook."""

    assignment: str
    notebooks: dict[str, tuple[Cell, ...]]

    @property
    def maximum(self) -> float:
        """Automatic and hand-given points together."""
        return sum(cell.points or 0 for cells in self.notebooks.values() for cell in cells)

    def points(self, notebook: str) -> dict[str, float]:
        """The scored cells of a notebook."""
        return {cell.name: cell.points for cell in self.notebooks.get(notebook, ()) if cell.points is not None}


def layout_of(course: Course, assignment: Assignment) -> Layout:
    """The layout. Raises GradebookError when the notebook's points do not add up to `hand_total`."""
    questions = tuple(question_cell(question.id, question.points) for question in assignment.questions)
    notebooks = {MODULES: questions}
    if assignment.notebook:
        name = Path(assignment.notebook).stem
        if name == MODULES:
            raise GradebookError(f"{assignment.name}: its notebook may not be called {MODULES}.ipynb; rename it")
        notebooks[name] = released_cells(released(course, assignment), assignment.notebook)
    layout = Layout(assignment.name, notebooks)
    if layout.maximum != assignment.auto_total + assignment.hand_total:
        raise GradebookError(
            f"{assignment.name}: the notebook's answers are worth {layout.maximum - assignment.auto_total:g} points, "
            f"but assignment.toml says hand_total = {assignment.hand_total}; correct one of them"
        )
    return layout


def question_cell(name: str, points: float, source: str = "") -> Cell:
    """The cell of one question of the modules: shown, scored and commented, never run."""
    return Cell(name, "code", float(points), True, True, source)


def released(course: Course, assignment: Assignment) -> dict[str, Any]:
    """The notebook as students got it. Raises GradebookError."""
    file = course.root / "starter_code" / assignment.name / str(assignment.notebook)
    try:
        notebook: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise GradebookError(f"{file} is missing or no notebook; run `make starter`") from None
    return notebook


def released_cells(notebook: dict[str, Any], name: str) -> tuple[Cell, ...]:
    """The cells that carry nbgrader's metadata. Raises GradebookError for a scored check."""
    cells = []
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if not marks or not (marks["grade"] or marks["solution"] or marks["locked"] or marks.get("task")):
            continue
        scored = marks["grade"] or bool(marks.get("task"))
        if scored and not marks["solution"] and not marks.get("task"):
            raise GradebookError(
                f"{name}: the check {marks['grade_id']} has points; give them to a question of assignment.toml instead"
            )
        cells.append(
            Cell(
                marks["grade_id"],
                cell["cell_type"],
                float(marks["points"]) if scored else None,
                marks["solution"] or bool(marks.get("task")),
                marks["locked"],
                "".join(cell["source"]),
                bool(marks.get("task")),
                marks.get("checksum"),
            )
        )
    return tuple(cells)
