"""`autograder report`: parses, calls, prints; decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.config import ConfigError, load_course
from autograder.policy.errors import PolicyError
from autograder.secret import read_secret
from autograder.terminal import guarded, say

from .errors import ReportError
from .reading import read_class
from .report import write_report

EXPECTED = (ConfigError, PolicyError, ReportError, OSError)


def report(
    run: Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the page goes (default: report/ in the run, or report-class/).")
    ] = None,
    since: Annotated[Path | None, typer.Option(help="An earlier run's folder: the page says who moved.")] = None,
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonyms", help="Write the form that can be shown to the class.")
    ] = False,
    course: Annotated[
        Path | None, typer.Option("--course", help="The course's folder (default: found from here).")
    ] = None,
) -> None:
    """Write the class page of a run: what the results tell about the tests and the teaching (HTML, JSON, CSV)."""

    def do() -> None:
        settings = load_course(course)
        found = read_class(settings, run)
        folder = out or run / ("report-class" if pseudonyms else "report")
        page = write_report(settings, found, folder, since, read_secret(settings) if pseudonyms else None)
        say(f"{len(found.graded)} graded hand-ins, {len(found.others)} others; page: {page}")
        if not pseudonyms:
            say("It names students: for staff only. For the class, add --pseudonyms.")

    guarded(do, EXPECTED)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)
