"""The automatic comment beside a score. nbgrader shows comments as Markdown, so a student's words are set as code."""

from __future__ import annotations

from .layout import MODULES
from .report import number
from .scores import Scored


def automatic_comment(row: Scored, notebook: str, cell: str) -> str | None:
    """What the tests say of a question, or what a released check says of its cell; None where they say nothing."""
    if notebook == MODULES:
        return f"{number(row.points[cell])} points by the tests:\n\n{_as_code(row.feedback[cell])}"
    said = [one.comment for one in row.notebook.cells if one.grade_id == cell] if row.notebook else []
    return _as_code(said[0]) if said and said[0] else None


def _as_code(text: str) -> str:
    """Lines that Markdown takes for code whatever they hold."""
    return "\n".join(f"    {line}" for line in text.splitlines())
