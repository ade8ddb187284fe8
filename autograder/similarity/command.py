"""`autograder similarity`: parses, calls, prints; decides nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from autograder.config import ConfigError, load_course, with_isolation
from autograder.intake import Asked, IntakeError, read_roster, take_in
from autograder.progress import tracked
from autograder.sandbox import SandboxError
from autograder.terminal import guarded, say

from .compare import pairs
from .hands import read_hands
from .page import write_page

EXPECTED = (ConfigError, IntakeError, SandboxError, OSError)


def similarity(
    assignment: Annotated[str, typer.Argument(help="For example week01_warmup.")],
    submissions: Annotated[Path, typer.Argument(help="What `autograder grade` was given.")],
    out: Annotated[Path, typer.Option(help="Where the page goes.")],
    roster: Annotated[Path | None, typer.Option(help="CSV of the class, as for `autograder grade`.")] = None,
    most: Annotated[int, typer.Option("--pairs", min=1, max=500, help="How many pairs the page shows.")] = 20,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Hand-ins at a time (default: one per core).")] = 0
    or (os.cpu_count() or 1),
    isolation: Annotated[str | None, typer.Option(help="As for `autograder grade`: namespaces or uid.")] = None,
    course: Annotated[
        Path | None, typer.Option("--course", help="The course's folder (default: found from here).")
    ] = None,
) -> None:
    """Find hand-ins that resemble each other; a page for a person who looks. Advice only: no grade depends on it."""

    def do() -> None:
        settings = with_isolation(load_course(course), isolation)
        week = settings.assignment(assignment)
        if not submissions.exists():
            raise IntakeError(f"there is nothing at {submissions}")
        asked = Asked(week.name, week.files(), week.modules)
        hand_ins = take_in(submissions, asked, read_roster(roster) if roster else None)
        private = (submissions,) if roster is None else (submissions, roster)
        given, hands = read_hands(settings, week, tracked("reading", hand_ins), jobs, private)
        found = pairs(given, hands, most)
        page = write_page(out, f"Similar hand-ins: {week.title}", hands, found)
        left_out = sum(bool(hand.notes) for hand in hands)
        say(f"{len(hands)} hand-ins, {left_out} of them not compared in full; {len(found)} pairs; page: {page}")
        say("Advice only: read both hand-ins before you say anything to anybody.")

    guarded(do, EXPECTED)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(similarity)
