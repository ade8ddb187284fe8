"""`autograder feedback`: parses, calls, prints; decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.config import ConfigError, load_course
from autograder.gradebook.errors import GradebookError
from autograder.grading import GradingError
from autograder.intake import IntakeError
from autograder.policy.errors import PolicyError
from autograder.sandbox import SandboxError
from autograder.terminal import guarded, say

from .errors import FeedbackError

EXPECTED = (
    ConfigError,
    IntakeError,
    PolicyError,
    GradebookError,
    GradingError,
    SandboxError,
    FeedbackError,
    OSError,
)
CourseOption = Annotated[Path | None, typer.Option("--course", help="The course's folder (default: found from here).")]


def feedback(
    run: Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")],
    reader: Annotated[
        str, typer.Option("--for", help="How it reaches students: folder, nbgrader, moodle or canvas.")
    ] = "folder",
    out: Annotated[
        Path | None,
        typer.Option(help="Where it goes (default: RUN/feedback, RUN/feedback-moodle.zip, build/nbgrader/feedback …)."),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(help="The platform's list of the class (default: records/roster.csv).")
    ] = None,
    submissions: Annotated[
        Path | None, typer.Option(help="Where nbgrader's hand-ins lie now (default: where they were graded).")
    ] = None,
    course: CourseOption = None,
) -> None:
    """Write a page for each student: what was lost, why, and what to do next."""

    def do() -> None:
        from .deliver import deliver

        for line in deliver(load_course(course), run, reader, out, roster, submissions):
            say(line)

    guarded(do, EXPECTED)


def why(
    student: Annotated[str, typer.Argument(help="As in scores.csv.")],
    question: Annotated[str, typer.Argument(help="For example conv2d-flops.")],
    run: Annotated[
        Path | None, typer.Option(help="The run's folder (default: the newest in runs/ with this question).")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Only what the student may see.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Run the failed tests once more; nothing is recorded.")
    ] = False,
    submissions: Annotated[
        Path | None, typer.Option(help="For --again: where the hand-ins lie now (default: where they were graded).")
    ] = None,
    roster: Annotated[Path | None, typer.Option(help="For --again: the class (default: records/roster.csv).")] = None,
    course: CourseOption = None,
) -> None:
    """Tell the whole story of one student's question: what was sent, what came back, what was expected."""

    def do() -> None:
        from .again import again as run_again
        from .why import newest_run, story

        if public and again:
            raise FeedbackError("--again shows hidden inputs, which --public forbids; give one of the two")
        settings = load_course(course)
        folder = run or newest_run(settings, question)
        for line in story(settings, folder, student, question, public):
            say(line)
        for line in run_again(settings, folder, student, question, submissions, roster) if again else ():
            say(line)

    guarded(do, EXPECTED)


def requests(
    run: Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")],
    give: Annotated[
        bool, typer.Option("--give", help="Put the points of accepted requests into the gradebook, by hand as it were.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """List open regrade requests (records/requests.csv) with what happened; --give what was accepted."""

    def do() -> None:
        from .requests import listed

        for line in listed(load_course(course), run, give):
            say(line)

    guarded(do, EXPECTED)


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands."""
    for command in (feedback, why, requests):
        app.command()(command)
