"""The command line: `autograder grade`, `autograder check`, and the rest. Parses, calls, prints; decides nothing."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from .config import ConfigError, load_course, with_isolation
from .export.commands import app as export_app
from .feedback.commands import add_to as add_feedback_commands
from .gradebook.commands import app as gradebook_commands
from .grading import GradingError
from .grading.tasks import Executor
from .intake import IntakeError
from .notebooks.command import add_to as add_notebook_command
from .pipeline import Report, Run, counts, question_table, summary
from .policy.commands import add_to as add_policy_commands
from .progress import bar
from .release.errors import ReleaseError
from .release.notebook import NotebookError
from .release.strip import StripError
from .report.command import add_to as add_report_command
from .results import RunFolder
from .results.text import visible
from .sandbox import SandboxError
from .secret import make_secret, read_secret
from .similarity.command import add_to as add_similarity_command
from .terminal import console, guarded, say_json, stop, stop_json
from .terminal import say as _say

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

EXPECTED = (ConfigError, IntakeError, SandboxError, GradingError, ReleaseError, StripError, NotebookError, OSError)
JsonOption = Annotated[
    bool, typer.Option("--json", help="Say nothing but one JSON object at the end, for a script (docs/formats.md).")
]
CourseOption = Annotated[Path | None, typer.Option("--course", help="The course's folder (default: found from here).")]


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="For example week01_warmup.")],
    submissions: Annotated[Path, typer.Argument(help="A bulk download, a folder per student, or one hand-in.")],
    roster: Annotated[
        Path | None, typer.Option(help="CSV of the class (Canvas, Moodle, Gradescope, Classroom, plain).")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where results go (default: runs/<assignment>-<time>).")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Submissions at a time (default: one per core).")] = 0
    or (os.cpu_count() or 1),
    isolation: Annotated[
        str | None,
        typer.Option(help="Lowest isolation accepted in this run, instead of course.toml's: namespaces or uid."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Grade on the workers of a Dask scheduler, tcp://HOST:PORT (docs/scale.md).")
    ] = None,
    node_course: Annotated[
        Path | None, typer.Option(help="Where the course's folder lies on those workers (default: where it lies here).")
    ] = None,
    as_json: JsonOption = False,
    course: CourseOption = None,
) -> None:
    """Grade hand-ins in the sandbox; write scores.csv and one result per student."""
    began = time.monotonic()
    try:
        settings = with_isolation(load_course(course), isolation)
        week = settings.assignment(assignment)
        folder = out or settings.root / "runs" / f"{assignment}-{datetime.now():%Y%m%d-%H%M%S}"
        run = Run(settings, week, RunFolder(folder), read_secret(settings), jobs)
        run.executor = _cluster(scheduler, node_course, quiet=as_json) if scheduler else None
        if not submissions.exists():
            raise IntakeError(f"there is nothing at {submissions}")
        with bar("grading", quiet=as_json) as update:
            run.progress = lambda done: update(done, run.expected or None)
            report = run.grade(submissions, roster)
    except EXPECTED as error:
        raise (stop_json if as_json else stop)(error) from None
    except KeyboardInterrupt:
        _say(f"stopped; the same command with --out {folder} goes on where it stopped")
        raise typer.Exit(130) from None
    if as_json:
        say_json(summary(run, report, time.monotonic() - began))
        raise typer.Exit(1 if report.failures else 0)
    _print_report(run, report)
    for student, failure in report.failures.items():
        console.print(escape(visible(f"the grader itself failed on {student}; grade again:\n{failure}", lines=True)))
    if report.failures:
        raise typer.Exit(1)


def _cluster(address: str, folder: Path | None, quiet: bool) -> Executor:
    try:
        from .grading.cluster import Cluster
    except ModuleNotFoundError:
        raise ConfigError("--scheduler needs Dask, here and on every node: pip install distributed") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # its tracebacks are said in a sentence
    return Cluster(address, folder, (lambda text: None) if quiet else _say)


def _print_report(run: Run, report: Report) -> None:
    table = Table("question", "points", "mean", "full marks")
    for (name, mean, full, count), question in zip(
        question_table(run.assignment, report.rows), run.assignment.questions, strict=True
    ):
        table.add_row(name, str(question.points), f"{mean:.2f}", f"{full} of {count}")
    console.print(table)
    for hand_in in report.set_aside:
        words = " ".join(hand_in.messages)
        console.print(escape(visible(f"{hand_in.status}: {hand_in.student_id}: {words}")), soft_wrap=True)
    for student, before, after in report.moved:
        console.print(
            escape(visible(f"moved: {student}: {before or 'nothing'} -> {after or 'nothing'}")), soft_wrap=True
        )
    words = ", ".join(f"{count} {status}" for status, count in counts(report).items())
    kept = f" ({report.kept} of them unchanged since an earlier run)" if report.kept else ""
    partly = f" ({report.partly} of them only in the questions whose tests changed)" if report.partly else ""
    console.print(f"{words}{kept}{partly}; isolation: {run.level}", soft_wrap=True)
    console.print(
        f"scores: {escape(str(report.folder / 'scores.csv'))}   one result per student: {escape(str(report.folder / 'results'))}",
        soft_wrap=True,
    )


@app.command()
def leaderboard(
    assignment: Annotated[str, typer.Argument(help="For example week02_sparsity.")],
    run: Annotated[Path | None, typer.Option(help="The folder of a graded run (default: the newest in runs/).")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the board goes (default: leaderboard/ in the run).")] = None,
    course: CourseOption = None,
) -> None:
    """Write the board of a week's challenge from a graded run: table and plot of the class's Pareto front, by pseudonyms."""
    from .leaderboard.board import newest_run, read_board, write_board

    def write() -> None:
        settings = load_course(course)
        folder = run or newest_run(settings, assignment)
        board = read_board(settings.assignment(assignment), folder, read_secret(settings))
        table = Table("front", "name", "accuracy", board.rules.cost)
        for place, entry in enumerate(board.entries, 1):
            table.add_row(str(place) if entry.front else "", entry.name, f"{entry.accuracy:.1f} %", f"{entry.cost:,}")
        console.print(table)
        files = write_board(board, out or folder / "leaderboard")
        _say(
            f"models: {len(board.entries)}; refused: {board.refused}; see {files[0].parent}/leaderboard.md, .svg and others"
        )

    _guarded(write)


@app.command()
def audit(
    assignment: Annotated[str | None, typer.Argument(help="For example week01_warmup (default: every week).")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out mutants and repeated runs.")] = False,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="Runs under other secrets.")] = 20,
    out: Annotated[Path | None, typer.Option(help="Where reports go (default: audit/, or build/audit/).")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Variants at a time (default: one per core).")] = 0
    or (os.cpu_count() or 1),
    course: CourseOption = None,
) -> None:
    """Grade a week's suite: does it catch mistakes and mutants, accept right work, and never depend on luck?"""
    from .audit.cases import CaseError
    from .audit.findings import findings
    from .audit.report import write_report
    from .audit.run import audit as run_audit
    from .release.starter import with_solutions

    wrong = 0
    try:
        settings = load_course(course)
        for name in [assignment] if assignment else with_solutions(settings):
            with bar("auditing") as update:
                plan = run_audit(
                    settings, name, full=not quick, jobs=jobs, rounds=rounds, say=console.print, progress=update
                )
            found = findings(plan)
            page, _ = write_report(out or settings.root / ("build/audit" if quick else "audit"), plan, found)
            for finding in found:
                console.print(escape(visible(finding.text)), soft_wrap=True)
            console.print(f"{name}: {len(found)} findings; report: {escape(str(page))}", soft_wrap=True)
            wrong += len(found)
    except (*EXPECTED, CaseError) as error:
        raise stop(error) from None
    if wrong:
        raise typer.Exit(1)


@app.command()
def check(as_json: JsonOption = False, course: CourseOption = None) -> None:
    """Look whether this machine can grade: versions, sandbox, secret, every configuration file."""
    from .canary import findings

    if as_json:
        found = [{"what": name, "fine": fine, "sentence": text} for name, fine, text in findings(course)]
        say_json({"fine": all(one["fine"] for one in found), "findings": found})
        raise typer.Exit(0 if all(one["fine"] for one in found) else 1)
    wrong = 0
    for name, fine, text in findings(course):
        wrong += not fine
        console.print(
            f"{'[green]ok  [/green]' if fine else '[red]WRONG[/red]'} {escape(name)}: {escape(visible(text, lines=True))}",
            soft_wrap=True,
        )
    if wrong:
        raise typer.Exit(1)


@app.command()
def starter(course: CourseOption = None) -> None:
    """Make starter_code/ from solutions/ and assignments/."""
    from .release.starter import generate_starter, with_solutions

    def make() -> None:
        settings = load_course(course)
        for name in with_solutions(settings):
            console.print(f"{name}: {len(generate_starter(settings, name))} files")

    _guarded(make)


@app.command("new-week")
def new_week(
    week: Annotated[str, typer.Argument(help="Its name: week, two digits, and what it is about, as in week09_data.")],
    course: CourseOption = None,
) -> None:
    """Make an empty week: one small question with its tests, cases, notebook and handout, all green. See docs/write-a-week.md."""
    from .skeleton.week import new_week as make

    def write() -> None:
        settings = load_course(course)
        files = make(settings, week)
        for file in files:
            _say(file.relative_to(settings.root).as_posix())
        _say(f"{week}: {len(files)} files. Look whether all is well: autograder audit {week} --quick")
        _say("Then read docs/write-a-week.md, and search the new files for REPLACE.")

    _guarded(write)


@app.command()
def release(week: str, course: CourseOption = None) -> None:
    """Build a week's archives into dist/, and scan them as finished for what must not get out."""
    from .release.release import build_release

    _guarded(lambda: _say(f"{build_release(load_course(course), week)}, scanned"))


@app.command("release-check")
def release_check(week: str, course: CourseOption = None) -> None:
    """Build a week's archives again and compare them byte for byte."""
    from .release.release import check_release

    _guarded(lambda: _say(f"{check_release(load_course(course), week)}, equal to a new build"))


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="A public repository's clone, or an empty folder.")],
    course: CourseOption = None,
) -> None:
    """Write the newest releases in dist/ to a public repository's folder; commit and push stay with you."""
    from .release.publish import publish as write

    _guarded(lambda: _say(f"{folder}: {len(write(load_course(course), folder))} files, scanned"))


@app.command()
def gradescope(week: str, course: CourseOption = None) -> None:
    """Write the autograder zip for Gradescope. It holds hidden tests: for the instructor's upload only."""
    from .release.gradescope import build_gradescope

    _guarded(lambda: _say(f"{build_gradescope(load_course(course), week)}: holds hidden tests, so keep it private"))


@app.command()
def classroom(week: str, course: CourseOption = None) -> None:
    """Write a GitHub Classroom template from a week's newest release in dist/."""
    from .release.classroom import build_classroom

    _guarded(lambda: _say(f"{build_classroom(load_course(course), week)}: push it to a template repository"))


@app.command("plant-canaries")
def plant_canaries(course: CourseOption = None) -> None:
    """Put the canary line into every hidden test and solution, by which the scanner knows a leak."""
    from .release import canary

    def plant() -> None:
        found = load_course(course)
        planted = canary.plant(found)
        for file in planted:
            _say(str(file.relative_to(found.root)))
        _say(f"planted in {len(planted)} files" if planted else "every file has it already")

    _guarded(plant)


@app.command("new-secret")
def new_secret(course: CourseOption = None) -> None:
    """Make the course secret of a new course; an existing one is left alone."""
    _guarded(
        lambda: console.print(
            "made a new course secret; back it up (docs/private-and-public.md)"
            if make_secret(load_course(course))
            else "the course has its secret already"
        )
    )


def _guarded(action: Callable[[], object]) -> None:
    guarded(action, EXPECTED)


add_notebook_command(app)
add_policy_commands(app)
add_report_command(app)
add_feedback_commands(app)
add_similarity_command(app)
app.add_typer(export_app, name="export")
app.add_typer(gradebook_commands, name="gradebook")
