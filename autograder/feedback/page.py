"""A student's page: gathered once, then written as HTML and as plain text. Every text in it is made inert."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from autograder.policy.requests import Request
from autograder.results.text import visible

from .advice import Step, steps
from .asks import Ask
from .known import Standings
from .result import Result
from .words import kind_in_words, number, of_points

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Page:
    """All that one student's page says."""

    course: str
    title: str
    result: Result
    asks: Mapping[str, tuple[Ask, ...]]
    standing: Standings
    requests: tuple[Request, ...] = ()
    """What the student asked to be looked at again."""

    @cached_property
    def steps(self) -> list[Step]:
        return steps(self.result)

    @property
    def score(self) -> str:
        """The tests' points in a sentence."""
        return f"{of_points(self.result.points, self.result.worth)} by the tests"

    @property
    def notes(self) -> list[str]:
        """What intake said, but for what the steps say already."""
        if self.result.status != "graded":
            return []
        told = {line for step in self.steps for line in step.lines}
        return [message for message in self.result.messages if message not in told]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was received, when, and what graded it."""
        result, rows = self.result, []
        if result.digest:
            rows.append(("Received (SHA-256)", result.digest))
        if self.standing.received:
            rows.append(("Received at", self.standing.received))
        if result.graded_at:
            rows.append(("Graded at", result.graded_at))
        if result.isolation:
            landlock = ", with Landlock" if result.landlock else ""
            rows.append(("Isolation level", f"{result.isolation}{landlock}"))
        if result.versions:
            rows.append(("Versions", ", ".join(f"{name} {version}" for name, version in result.versions.items())))
        if result.suite:
            rows.append(("Tests (SHA-256)", result.suite))
        return rows


def html(page: Page) -> str:
    """One self-contained file that loads nothing and runs nothing."""
    template, style, digest = _template()
    return template.render(page=page, style=Markup(style), style_hash=digest)


@cache
def _template() -> tuple[Template, str, str]:
    """The template, the style sheet, and the style's hash as the Content-Security-Policy names it."""
    around = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    around.filters |= {"number": number, "kind": kind_in_words, "of_points": lambda q: of_points(q.points, q.worth)}
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return around.get_template("page.html"), style, f"sha256-{digest}"


def _inert(value: object) -> object:
    """Whatever a template prints, but for what it holds itself and the style: control and bidi characters written out."""
    return visible(value, lines=True) if type(value) is str else value
