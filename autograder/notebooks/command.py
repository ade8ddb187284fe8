"""`autograder notebooks`: parses, calls, prints; decides nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.config import ConfigError, load_course, with_isolation
from autograder.intake import Asked, IntakeError, read_roster, take_in
from autograder.progress import bar
from autograder.results import RunFolder
from autograder.sandbox import SandboxError
from autograder.terminal import guarded, say, say_json

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
    as_json: Annotated[bool, typer.Option("--json", help="As for `autograder grade`.")] = False,
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
        private = (submissions,) if roster is None else (submissions, roster)
        with RunFolder(out).alone(), bar("notebooks", quiet=as_json) as update:
            report = grade_notebooks(
                settings, week, hand_ins, out, jobs, private, lambda done: update(done, len(hand_ins))
            )
        if as_json:
            say_json(summary(report, out))
            raise typer.Exit(1 if report.failures else 0)
        _print(report, out)

    guarded(do, EXPECTED, as_json)


def summary(report: NotebooksReport, out: Path) -> dict[str, Any]:
    """What `autograder notebooks --json` says: docs/formats.md has the keys."""
    return {
        "run": str(out),
        "scores": str(out / "notebooks.csv"),
        "isolation": report.level,
        "notebooks": len(report.graded),
        "kept": report.kept,
        "waiting_answers": sum(cell.score is None for graded in report.graded for cell in graded.cells),
        "look": [{"student_id": one.student_id, "sentence": text} for one in report.graded for text in one.look],
        "moved": [{"student_id": student, "before": was, "after": now} for student, was, now in report.moved],
        "grader_failed_on": sorted(report.failures),
    }


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
