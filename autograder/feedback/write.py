"""`autograder feedback RUN`: every student's page, as HTML and as plain text, into a folder. Written file by file, atomically."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.config import Course
from autograder.progress import tracked
from autograder.results.store import write_bytes
from autograder.results.text import file_name

from .asks import asks
from .known import known
from .page import Page, html
from .plain import text
from .requests import requests_of
from .result import assignment_of, read_results


@dataclass(frozen=True)
class Rendered:
    """One student's page, both ways."""

    student_id: str
    status: str
    graded_at: str
    html: bytes
    text: bytes

    @property
    def stem(self) -> str:
        """The files' name without its end."""
        return file_name(self.student_id)


@dataclass(frozen=True)
class Feedback:
    """What a run's feedback comes to."""

    assignment: str
    pages: tuple[Rendered, ...]
    unidentified: tuple[str, ...]


def feedback(course: Course, run: Path) -> Feedback:
    """All pages of a run. Raises FeedbackError, ConfigError, and what reading the records raises."""
    assignment = course.assignment(assignment_of(run))
    results, unidentified = read_results(run, assignment)
    about, asked, requests = known(course, assignment), asks(course, assignment), requests_of(course, assignment)
    week = re.match(r"week0*(\d+)_", assignment.name)
    title = f"Week {week[1]} · {assignment.title}" if week else assignment.title
    heading = " · ".join(filter(None, [course.title, course.term]))

    def rendered() -> Iterator[Rendered]:
        for result in tracked("pages", results):
            mine = tuple(request for request in requests if request.student_id == result.student_id)
            page = Page(heading, title, result, asked, about.of(result.student_id, result.digest), mine)
            yield Rendered(
                result.student_id,
                result.status,
                result.graded_at,
                html(page).encode("utf-8", "backslashreplace"),
                text(page).encode("utf-8", "backslashreplace"),
            )

    return Feedback(assignment.name, tuple(rendered()), tuple(unidentified))


def write_folder(made: Feedback, out: Path) -> int:
    """`<id>.html` and `<id>.txt` of each student; how many students."""
    out.mkdir(parents=True, exist_ok=True)
    for page in made.pages:
        write_bytes(out / f"{page.stem}.html", page.html, flush=False)
        write_bytes(out / f"{page.stem}.txt", page.text, flush=False)
    return len(made.pages)
