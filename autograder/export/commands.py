"""`autograder export canvas|moodle|moodle-worksheet|csv|junit|classroom`: parses, calls, prints; decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from autograder.config import ConfigError, load_course
from autograder.intake import IntakeError, Roster, read_roster
from autograder.policy.errors import PolicyError
from autograder.policy.exact import exact
from autograder.terminal import guarded, say

from .canvas import fill_canvas
from .classroom import write_classroom
from .errors import ExportError
from .filled import FilledTable, read_table
from .junit import junit_xml
from .moodle import Key, moodle_grades
from .outcome import Outcome, write_beside
from .plain import plain_csv
from .scores import Scores, read_scores, results_of
from .worksheet import fill_worksheet

EXPECTED = (ConfigError, IntakeError, PolicyError, ExportError, OSError)
app = typer.Typer(no_args_is_help=True, help="Take scores to Canvas, Moodle, GitHub Classroom, JUnit or a CSV.")

Source = Annotated[
    str,
    typer.Argument(
        metavar="SCORES",
        help="A run's folder, a CSV, or a recorded assignment (with hand-given points, after penalties).",
    ),
]
RosterOption = Annotated[Path | None, typer.Option(help="List of the class with the LMS's ids or e-mail addresses.")]
CourseOption = Annotated[Path | None, typer.Option("--course", help="The course's folder (default: found from here).")]
ScaleOption = Annotated[str | None, typer.Option(help="Convert to this maximum first.")]
AsIs = Annotated[bool, typer.Option("--as-is", help="Write scores out of another maximum as they are.")]


@app.command()
def canvas(
    scores: Source,
    gradebook: Annotated[Path, typer.Argument(help="Canvas's own export of the gradebook.")],
    column: Annotated[str, typer.Option(help="The assignment: its id, its whole heading, or its title.")],
    out: Annotated[Path | None, typer.Option(help="Where the filled file goes (default: beside the export).")] = None,
    roster: RosterOption = None,
    zeros: Annotated[bool, typer.Option("--zeros", help="0 for students who handed nothing in.")] = False,
    scale: ScaleOption = None,
    as_is: AsIs = False,
    course: CourseOption = None,
) -> None:
    """Fill one column of Canvas's gradebook export; every other byte stays."""

    def make(given: Scores, known: Roster | None) -> Outcome:
        return fill_canvas(_table(gradebook), given, column, known, zeros, as_is)

    _export(scores, roster, scale, course, out or _beside(gradebook), (gradebook,), make, fills=True)


@app.command()
def moodle(
    scores: Source,
    out: Annotated[Path, typer.Option(help="Where the file goes.")],
    roster: RosterOption = None,
    key: Annotated[
        str, typer.Option(help="Which field identifies students: username, idnumber or email.")
    ] = "username",
    title: Annotated[str | None, typer.Option(help="Heading of the grades (default: the assignment's title).")] = None,
    scale: ScaleOption = None,
    unlimited: Annotated[bool, typer.Option("--unlimited", help="The site allows grades above 100.")] = False,
    course: CourseOption = None,
) -> None:
    """Write a file for Moodle's CSV grade import."""
    keys: dict[str, Key] = {"username": "username", "idnumber": "idnumber", "email": "email"}

    def make(given: Scores, known: Roster | None) -> Outcome:
        if key not in keys:
            raise ExportError(f"--key {key}: students are identified by username, idnumber or email")
        return moodle_grades(given, known, keys[key], title, unlimited)

    _export(scores, roster, scale, course, out, (), make)


@app.command("moodle-worksheet")
def moodle_worksheet(
    scores: Source,
    worksheet: Annotated[Path, typer.Argument(help="Moodle's offline grading worksheet.")],
    out: Annotated[
        Path | None, typer.Option(help="Where the filled file goes (default: beside the worksheet).")
    ] = None,
    roster: RosterOption = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Add our points after the comments in the file.")
    ] = False,
    grade_column: Annotated[str | None, typer.Option(help="Heading of the grades, in the site's language.")] = None,
    feedback_column: Annotated[
        str | None, typer.Option(help="Heading of the comments, in the site's language.")
    ] = None,
    scale: ScaleOption = None,
    as_is: AsIs = False,
    course: CourseOption = None,
) -> None:
    """Fill the grades of Moodle's offline grading worksheet; every other byte stays."""

    def make(given: Scores, known: Roster | None) -> Outcome:
        return fill_worksheet(_table(worksheet), given, known, feedback, grade_column, feedback_column, as_is)

    _export(scores, roster, scale, course, out or _beside(worksheet), (worksheet,), make, fills=True)


@app.command("csv")
def plain(
    scores: Source,
    out: Annotated[Path, typer.Option(help="Where the file goes.")],
    roster: RosterOption = None,
    scale: ScaleOption = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte-order mark, for Excel.")] = False,
    course: CourseOption = None,
) -> None:
    """Write a CSV for a person's spreadsheet: names in it can start no formula."""
    _export(scores, roster, scale, course, out, (), lambda given, known: plain_csv(given, known, bom))


@app.command()
def junit(
    run: Annotated[Path, typer.Argument(help="A run's folder.")],
    out: Annotated[Path, typer.Option(help="Where the XML goes.")],
) -> None:
    """Write JUnit XML: a suite for each student, a case for each test."""

    def do() -> None:
        write_beside(out, junit_xml(results_of(run)))
        say(str(out))

    guarded(do, EXPECTED)


@app.command()
def classroom(
    run: Annotated[Path, typer.Argument(help="A run's folder.")],
    out: Annotated[Path, typer.Option(help="A new folder: one JSON for each student.")],
) -> None:
    """Write GitHub Classroom's results."""
    guarded(lambda: say(f"{out}: {write_classroom(out, results_of(run))} files"), EXPECTED)


def _export(
    source: str,
    roster: Path | None,
    scale: str | None,
    course: Path | None,
    out: Path,
    sources: tuple[Path, ...],
    make: Callable[[Scores, Roster | None], Outcome],
    fills: bool = False,
) -> None:
    def do() -> None:
        scores = read_scores(load_course(course), source)
        if scale is not None:
            scores = scores.scaled(_maximum(scale))
        outcome = make(scores, read_roster(roster) if roster else None)
        for note in outcome.notes:
            say(f"note: {note}")
        for change in outcome.changed:
            say(f"changed: {change}")
        if fills and not outcome.filled:
            raise ExportError(f"nothing is written: no score has a row to go into, in {sources[0]}")
        write_beside(out, outcome.data, (*sources, Path(source), *([roster] if roster else [])))
        say(
            f"{out}: {outcome.filled} scores, {len(outcome.changed)} of them instead of another; check it, then import it"
        )

    guarded(do, EXPECTED)


def _maximum(text: str) -> Fraction:
    try:
        value = exact(text)
    except ValueError as error:
        raise ExportError(f"--scale: {error}") from None
    if value <= 0:
        raise ExportError("--scale must be above 0")
    return value


def _table(path: Path) -> FilledTable:
    if not path.is_file():
        raise ExportError(f"there is no file {path}; download it from the LMS first")
    return read_table(path.name, path.read_bytes())


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}-filled{path.suffix}")
