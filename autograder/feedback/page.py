"""A student's page: gathered once, then written as HTML and as plain text. Every text in it is made inert."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Template

from autograder.pages import page_template
from autograder.policy.requests import Request

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
    return _template().render(page=page)


@cache
def _template() -> Template:
    filters: dict[str, Callable[..., Any]] = {
        "number": number,
        "kind": kind_in_words,
        "of_points": lambda q: of_points(q.points, q.worth),
    }
    return page_template("page.html", [_HERE], _HERE / "page.css", filters)
