"""The sections as one HTML file: `pages` says what every page of ours keeps to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.pages import page_template

from .tables import Section, shown

_HERE = Path(__file__).parent


def render(folder: Path, template: str, **values: Any) -> bytes:
    """A template of a package's folder, filled in; it can build on those of this one."""
    page = page_template(template, [folder, _HERE], _HERE / "page.css").render(**values, shown=shown)
    return page.encode("utf-8", "replace")


def report_page(title: str, sections: Sequence[Section], facts: Mapping[str, str], for_class: bool) -> bytes:
    """The page. `facts`: what was graded with what, in a line each."""
    return render(_HERE, "page.html.jinja", title=title, sections=sections, facts=facts, for_class=for_class)
