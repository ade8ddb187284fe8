"""An assignment's cells in nbgrader's database, brought in line with the layout: added, re-weighted, removed.

Rows that exist keep their ids, so that what hangs on them stays. A cell on which people gave something is not removed
unless the instructor names it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader import api
from sqlalchemy import delete, select

from .database import EARLIER
from .errors import GradebookError
from .layout import Cell, Layout


@dataclass
class Cells:
    """nbgrader's ids after the change, and what was changed."""

    assignment_id: str = ""
    notebooks: dict[str, str] = field(default_factory=dict)
    """Name -> id."""
    scored: dict[tuple[str, str], str] = field(default_factory=dict)
    """(notebook, cell) -> id of the cell that grades hang on."""
    commented: dict[tuple[str, str], str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    weighed: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Question -> points before and after."""
    removed: list[str] = field(default_factory=list)
    maximum_before: float = 0.0


def bring_in_line(book: Any, layout: Layout, due: datetime | None, drop: Collection[str]) -> Cells:
    """Make the database's cells those of the layout; nothing is committed. Raises GradebookError."""
    db, cells = book.db, Cells()
    assignment = db.query(api.Assignment).filter(api.Assignment.name == layout.assignment).one_or_none()
    if assignment is None:
        assignment = api.Assignment(name=layout.assignment, duedate=due, course_id=book.course_id)
        db.add(assignment)
        db.flush()
    elif due is not None:
        assignment.duedate = due
    cells.assignment_id = assignment.id
    known = {notebook.name: notebook for notebook in assignment.notebooks}
    for stray in sorted(set(known) - set(layout.notebooks)):
        for scored in [*known[stray].grade_cells, *known[stray].task_cells]:
            cells.maximum_before += scored.max_score
        _remove(db, known[stray], [], cells, drop)
        db.execute(delete(api.SubmittedNotebook).where(api.SubmittedNotebook.notebook_id == known[stray].id))
        db.delete(known[stray])
    for name, wanted in layout.notebooks.items():
        notebook = known.get(name)
        if notebook is None:
            notebook = api.Notebook(name=name, assignment_id=assignment.id, kernelspec="{}")
            db.add(notebook)
            db.flush()
        cells.notebooks[name] = notebook.id
        _of_notebook(db, notebook, wanted, cells, drop)
    db.flush()
    return cells


def _of_notebook(db: Any, notebook: Any, wanted: tuple[Cell, ...], cells: Cells, drop: Collection[str]) -> None:
    there = _by_kind(notebook)
    cells.maximum_before += sum(cell.max_score for cell in (*there["grade"].values(), *there["task"].values()))
    fresh = not any(there.values())
    for cell in wanted:
        where = (notebook.name, cell.name)
        kind = "task" if cell.task else "grade"
        if cell.points is not None:
            row = there[kind].pop(cell.name, None)
            if row is None:
                make = api.TaskCell if cell.task else api.GradeCell
                row = make(name=cell.name, notebook=notebook, max_score=cell.points, cell_type=cell.cell_type)
                db.add(row)
                if not fresh:
                    cells.added.append(cell.name)
            elif row.max_score != cell.points:
                cells.weighed[cell.name] = (row.max_score, cell.points)
                row.max_score = cell.points
            db.flush()
            cells.scored[where] = row.id
            if cell.task:
                cells.commented[where] = row.id
        if cell.comment and not cell.task:
            row = there["solution"].pop(cell.name, None)
            if row is None:
                row = api.SolutionCell(name=cell.name, notebook=notebook)
                db.add(row)
                db.flush()
            cells.commented[where] = row.id
        source = there["source"].pop(cell.name, None)
        if source is None:
            source = api.SourceCell(name=cell.name, notebook=notebook, cell_type=cell.cell_type)
            db.add(source)
        source.cell_type, source.locked = cell.cell_type, cell.locked
        source.source, source.checksum = cell.source, cell.checksum
    _remove(db, notebook, [row.id for kind in there.values() for row in kind.values()], cells, drop)


def _by_kind(notebook: Any) -> Mapping[str, dict[str, Any]]:
    return {
        "grade": {cell.name: cell for cell in notebook.grade_cells},
        "task": {cell.name: cell for cell in notebook.task_cells},
        "solution": {cell.name: cell for cell in notebook.solution_cells},
        "source": {cell.name: cell for cell in notebook.source_cells},
    }


def _remove(db: Any, notebook: Any, only: list[str], cells: Cells, drop: Collection[str]) -> None:
    """Take cells away (of a notebook that goes: all), with the scores of the tests that hang on them."""
    every = not only and notebook.name not in cells.notebooks
    base = [cell for cell in notebook._base_cells if every or cell.id in only]
    names = sorted({cell.name for cell in base})
    for name in names:
        ids = [cell.id for cell in base if cell.name == name]
        count = _hand_given(db, ids)
        if count and name not in drop:
            raise GradebookError(
                f"nothing was changed: {name} is no longer in the assignment, but {count} scores or comments stand on it "
                f"that people gave by hand. Put it back, or, to lose them for good, add --drop {name}"
            )
        grades = select(api.Grade.id).where(api.Grade.cell_id.in_(ids))
        db.execute(delete(EARLIER).where(EARLIER.c.grade_id.in_(grades)))
        for table in (api.Grade, api.Comment):
            db.execute(delete(table).where(table.cell_id.in_(ids)).execution_options(synchronize_session="fetch"))
    cells.removed += [cell.name for cell in base if isinstance(cell, api.GradeCell | api.TaskCell)]
    for cell in base:
        db.delete(cell)
    for source in list(notebook.source_cells):
        if every or source.id in only:
            db.delete(source)
    db.flush()


def _hand_given(db: Any, ids: list[str]) -> int:
    grades = db.query(api.Grade).filter(
        api.Grade.cell_id.in_(ids), (api.Grade.manual_score.is_not(None)) | (api.Grade.extra_credit > 0)
    )
    comments = db.query(api.Comment).filter(api.Comment.cell_id.in_(ids), api.Comment.manual_comment.is_not(None))
    return int(grades.count() + comments.count())
