"""`autograder notebooks`: parses, calls, prints; decides nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from autograder.config import ConfigError, load_course, with_isolation
from autograder.intake import Asked, IntakeError, read_roster, take_in
from autograder.sandbox import SandboxError
from autograder.terminal import console, guarded, say

from .released import ReleaseMissing
from .run import NotebooksReport, grade_notebooks

EXPECTED = (ConfigError, IntakeError, SandboxError, ReleaseMissing, OSError)


def notebooks(
    assignment: Annotated[str, typer.Argument(help="For example week01_warmup.")],
    submissions: Annotated[Path, typer.Argument(help="What `autograder grade` was given.")],
    out: Annotated[Path, typer.Option(help="The run's folder, as `autograder grade` wrote it.")],
    roster: Annotated[Path | None, typer.Option(help="CSV of the class, as for `autograder grade`.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Notebooks at a time (default: one per core).")] = 0
    or (os.cpu_count() or 1),
    isolation: Annotated[str | None, typer.Option(help="As for `autograder grade`: namespaces or uid.")] = None,
    course: Annotated[
        Path | None, typer.Option("--course", help="The course's folder (default: found from here).")
    ] = None,
) -> None:
    """Run students' notebooks in the sandbox; write clean copies, scores of checks, and what a person should look at."""

    def do() -> None:
        settings = with_isolation(load_course(course), isolation)
        week = settings.assignment(assignment)
        asked = Asked(week.name, week.files(), week.modules)
        if not submissions.exists():
            raise IntakeError(f"there is nothing at {submissions}")
        hand_ins = take_in(submissions, asked, read_roster(roster) if roster else None)
        out.mkdir(parents=True, exist_ok=True)
        private = (submissions,) if roster is None else (submissions, roster)
        with Progress(
            TextColumn("notebooks"),
            TextColumn("{task.completed:.0f} begun"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        ) as bar:
            task = bar.add_task("notebooks", total=None)
            report = grade_notebooks(
                settings, week, hand_ins, out, jobs, private, lambda done: bar.update(task, completed=done)
            )
        _print(report, out)

    guarded(do, EXPECTED)


def _print(report: NotebooksReport, out: Path) -> None:
    for graded in report.graded:
        for sentence in graded.look:
            say(f"look: {graded.student_id}: {sentence}")
    for student, before, after in report.moved:
        say(f"moved: {student}: {before} -> {after}")
    for student, failure in report.failures.items():
        say(f"the grader itself failed on {student}; run again: {failure.strip().splitlines()[-1]}")
    waiting = sum(cell.score is None for graded in report.graded for cell in graded.cells)
    kept = f" ({report.kept} of them unchanged since an earlier run)" if report.kept else ""
    say(f"{len(report.graded)} notebooks{kept}; {waiting} answers wait for a person; isolation: {report.level}")
    say(f"scores: {out / 'notebooks.csv'}   clean copies: {out / 'notebooks'}")
    if report.failures:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(notebooks)
