"""The same page as plain text, for a terminal, an e-mail or a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from autograder.results.text import visible

from .page import Page
from .result import Question, Test
from .words import kind_in_words, number, of_points

_WIDTH = 88


def text(page: Page) -> str:
    """Lines of at most 88 characters, but for words that are longer. Inert: nothing in it acts on a terminal."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    result, standing = page.result, page.standing
    yield from _wrapped(f"Feedback for {result.student_id}: {page.title}")
    yield from _wrapped(page.course)
    if result.status == "graded":
        yield from _wrapped(f"{page.score}{f'; counts so far: {standing.counts}' if standing.counts else ''}.")
    yield from _heading("What to do next")
    if not page.steps:
        yield "Nothing: every question has full points by the tests."
    for place, step in enumerate(page.steps, 1):
        yield from _wrapped(step.title, f"{place}. ", "   ")
        for line in step.lines:
            yield from _wrapped(line, "   ")
    if standing.lines or result.late:
        yield from _heading("Lateness, and how it counts")
        late = "The learning platform marks this hand-in as late. What that costs is settled when the hand-in is recorded for the course grade."
        for line in standing.lines or (late,):
            yield from _wrapped(line)
    if standing.by_hand:
        yield from _heading("Given by hand")
        for given in standing.by_hand:
            points, by = f": {given.points}" if given.points else "", f", by {given.by}" if given.by else ""
            yield from _wrapped(f"{given.of}{points}{by}. {given.comment}")
    if page.requests:
        yield from _heading("Your requests")
        for request in page.requests:
            yield from _wrapped(f"{request.question}, {request.date}: {request.reason}")
            yield from _wrapped(request.answered, "  ")
    if page.notes:
        yield from _heading("Notes on your hand-in")
        yield from _list(page.notes)
    if result.limits:
        yield from _heading("Limits that were hit")
        yield from _list(f"{test}: {sentence}" for test, sentence in result.limits)
    if result.status == "graded":
        yield from _heading("Question by question")
        for question in result.questions:
            yield from question_lines(page, question)
    if page.facts:
        yield from _heading("What was graded, and by what")
        for name, value in page.facts:
            yield from _wrapped(f"{name}: {value}")


def question_lines(page: Page, question: Question) -> Iterator[str]:
    """One question, as it stands on the page."""
    yield ""
    yield from _wrapped(f"{question.id}: {of_points(question.points, question.worth)}")
    for ask in page.asks.get(question.id, ()):
        yield from _wrapped(f"asked: {ask.signature} - {ask.text}", "  ")
    for group in question.alike:
        yield from _failed(group[0]) if len(group) == 1 else _together(group)
    for test in question.voided:
        yield from _wrapped(f"VOIDED: {test.name}: {test.voided}", "  ", "    ")
    if passed := [test.name for test in question.passed]:
        yield from _wrapped(f"passed: {'; '.join(passed)}", "  ")


def _failed(test: Test) -> Iterator[str]:
    kind = "public" if test.public else "hidden"
    yield from _wrapped(
        f"FAILED ({kind}, worth {number(test.worth)}): {test.name}: {kind_in_words(test.kind)}", "  ", "    "
    )
    rows = (
        ("checks", test.meaning),
        ("called", test.called),
        ("came back", test.came_back),
        ("wrong", test.problem),
        ("hint", test.hint),
    )
    for name, words in rows:
        if words:
            yield from _wrapped(words, f"    {name + ':':<11}", " " * 15)


def _together(group: tuple[Test, ...]) -> Iterator[str]:
    """Tests that failed for one reason: it stands once."""
    yield from _wrapped(f"FAILED ({len(group)} tests): {kind_in_words(group[0].kind)}", "  ", "    ")
    yield from _wrapped(group[0].problem, f"    {'wrong:':<11}", " " * 15)
    for test in group:
        hint = f" Hint: {test.hint}" if test.hint else ""
        yield from _wrapped(f"{test.name}: {test.meaning}{hint}", "    - ", "      ")


def _heading(title: str) -> Iterator[str]:
    yield from ("", title, "-" * len(title))


def _list(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield from _wrapped(item, "- ", "  ")


def _wrapped(words: str, first: str = "", later: str | None = None) -> Iterator[str]:
    later = first if later is None else later
    for line in visible(words, lines=True).split("\n") or [""]:
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
        ) or [first.rstrip()]
        first = later
