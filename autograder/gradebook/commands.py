"""`autograder gradebook import | pages | formgrader`: parses, calls, prints; decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.config import ConfigError, load_course
from autograder.grading import GradingError
from autograder.intake import IntakeError
from autograder.policy.errors import PolicyError
from autograder.terminal import guarded, say

from .errors import GradebookError

EXPECTED = (ConfigError, IntakeError, PolicyError, GradingError, GradebookError, OSError)
CourseOption = Annotated[Path | None, typer.Option("--course", help="The course's folder (default: found from here).")]
RunArgument = Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")]
SubmissionsOption = Annotated[
    Path | None, typer.Option("--submissions", help="Where the hand-ins lie now (default: where they were graded).")
]

app = typer.Typer(no_args_is_help=True, help="nbgrader's gradebook: import a run, grade by hand in formgrader.")


@app.command("import")
def import_run(
    run: RunArgument,
    submissions: SubmissionsOption = None,
    drop: Annotated[
        list[str] | None, typer.Option(help="A question that went away and whose hand-given scores may be lost.")
    ] = None,
    accept_lower: Annotated[
        bool, typer.Option("--accept-lower", help="Import later hand-ins that count for less, too.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """Put a run's scores and feedback into the gradebook, all or nothing; show who moved."""

    def do() -> None:
        from .run import import_run as carry_out

        report = carry_out(load_course(course), run, submissions, drop or [], accept_lower, say)
        say(f"{report.imported} students imported, {report.new} of them new; {len(report.moved)} moved")

    guarded(do, EXPECTED)


@app.command()
def pages(run: RunArgument, submissions: SubmissionsOption = None, course: CourseOption = None) -> None:
    """Write the pages that formgrader shows of a run again; no score changes."""

    def do() -> None:
        from .run import write_pages

        folder, count = write_pages(load_course(course), run, submissions)
        say(f"{folder}: pages of {count} students")

    guarded(do, EXPECTED)


@app.command()
def formgrader(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens, on this machine only.")] = 8888,
    course: CourseOption = None,
) -> None:
    """Start nbgrader's formgrader on this machine, without kernels: nothing of a student's can be run in it."""

    def do() -> None:
        from .serve import serve

        serve(load_course(course), port)

    guarded(do, EXPECTED)
