"""The notebooks that formgrader shows: a page of the modules with the student's code as text, and a stand-in for the report.

A student's file is decoded and put between quotation marks of JSON: nothing here parses it, and the page calls its
language "text", so that nbgrader's pages do not colour it either.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from autograder.config import Assignment
from autograder.results.text import visible

from .layout import question_cell
from .report import number

if TYPE_CHECKING:
    from .pages import Page

SHOWN = 200_000
"""Characters of one file that are shown."""


def modules_notebook(assignment: Assignment, page: Page | None) -> dict[str, Any]:
    """The page of one student, or the empty one of the release."""
    cells = [_markdown(f"# {assignment.title}: the modules\n\n{_WHAT}")]
    if page is not None and page.row.messages:
        cells.append(_text(visible(page.row.messages)))
    for module in assignment.modules:
        cells.append(_markdown(f"## {module}.py"))
        if page is not None:
            cells.append(_text(_file(page, f"{module}.py")))
        for question in assignment.questions:
            if question.module == module:
                cells.append(_question(question.id, question.points, page))
    for number_, cell in enumerate(cells):
        cell["id"] = f"cell{number_}"
    return {"cells": cells, "metadata": {"language_info": {"name": "text"}}, "nbformat": 4, "nbformat_minor": 5}


_WHAT = (
    "Written by `autograder gradebook import`: each question's score is what its tests gave. A score or a comment that "
    "you give here stands for it, and stays when the tests are run again."
)


def not_graded(notebook: dict[str, Any], handed_in: bool) -> dict[str, Any]:
    """The released notebook, with a sentence on top that it holds no answers of the student's."""
    sentence = (
        "**This notebook was not graded yet.** It is shown as it was released. After `autograder notebooks`, import the run again."
        if handed_in
        else "**No notebook was handed in.** It is shown as it was released."
    )
    shown = copy.deepcopy(notebook)
    shown["cells"].insert(0, {**_markdown(sentence), "id": "not-graded"})
    return shown


def _question(name: str, points: int, page: Page | None) -> dict[str, Any]:
    cell = question_cell(name, points)
    marks = {
        "schema_version": 3,
        "grade_id": cell.name,
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": cell.points,
        "cell_type": "code",
    }
    if page is None:
        return _text(f"{name}: {points} points", marks)
    earned = number(page.row.points[name])
    return _text(f"{name}: {earned} of {points} points by the tests\n{page.row.feedback[name]}", marks)


def _file(page: Page, name: str) -> str:
    if page.files is None:
        return (
            f"{name} is not shown: the hand-in no longer lies where it was graded (--submissions DIR says where it is)"
        )
    data = page.files.get(name)
    if data is None:
        return f"{name} was not handed in"
    text = data[: 4 * SHOWN].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    more = (
        f"\n[{len(data):,} bytes in all; the rest is not shown]" if len(text) > SHOWN or len(data) > 4 * SHOWN else ""
    )
    return "\n".join(_lines(visible(text[:SHOWN], lines=True))) + more


def _lines(text: str) -> Iterator[str]:
    """No line is so long that a browser suffers."""
    for line in text.split("\n"):
        yield line if len(line) <= 2_000 else f"{line[:2_000]} [{len(line):,} characters]"


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "", "metadata": {}, "source": text}


def _text(text: str, marks: dict[str, Any] | None = None) -> dict[str, Any]:
    metadata = {"nbgrader": marks} if marks else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "",
        "metadata": metadata,
        "outputs": [],
        "source": text,
    }
