"""What nbgrader's own pages and commands use of ours: Markdown without anything that acts, and two steps that stop.

Named in the `nbgrader_config.py` that `pages` writes.
"""

from __future__ import annotations

import re
from typing import Any

import bleach
from jinja2 import pass_context
from nbconvert.exporters import Exporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbgrader.converters.base import NbGraderException

_INLINE = ("a", "abbr", "b", "code", "del", "em", "i", "img", "s", "span", "strong", "sub", "sup", "u")
_BLOCKS = ("blockquote", "br", "details", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre", "summary")
_TABLES = ("dd", "dl", "dt", "li", "ol", "table", "tbody", "td", "th", "thead", "tr", "ul")


def _allowed(tag: str, name: str, value: str) -> bool:
    """No ids and no style, which could pass for the page's own parts; no picture from elsewhere."""
    if tag == "img":
        return name in ("alt", "title") or (name == "src" and value.startswith("data:image/"))
    if tag == "a":
        return name == "title" or (name == "href" and not value.strip().lower().startswith("data:"))
    return tag in ("td", "th") and name in ("colspan", "rowspan")


@pass_context
def markdown(context: Any, source: str) -> str:
    """nbconvert's `markdown2html`, cleaned: students' answers and comments are shown, and do nothing."""
    cell = context.get("cell", {})
    renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))
    inert = re.sub(r"(?i)\\(href|cssId|class|style|require|unicode)\b", r"\\text{\\textbackslash \1}", source or "")
    html = MarkdownWithMath(renderer=renderer).render(inert)
    return str(
        bleach.clean(
            html,
            tags={*_INLINE, *_BLOCKS, *_TABLES},
            attributes=_allowed,
            protocols=("http", "https", "mailto", "data"),
        )
    )


class _Instead(Exporter):  # type: ignore[misc]
    """nbgrader makes its exporter before it touches a file or a row, so this is the place to stop."""

    command = ""

    def __init__(self, **kwargs: Any) -> None:
        sentence = f"Nothing was changed. In this course the command is: {self.command}"
        parent = kwargs.get("parent")
        if parent is not None:
            parent.log.error(sentence)
        raise NbGraderException(sentence)


class InsteadOfAutograde(_Instead):
    """Students' code runs in the course's sandbox only."""

    command = "autograder grade WEEK SUBMISSIONS, then autograder gradebook import RUN"


class InsteadOfGenerate(_Instead):
    """A released notebook is made from `solutions/`; its questions come into the gradebook with a run."""

    command = "make release WEEK=..., and, for the gradebook, autograder gradebook import RUN"
