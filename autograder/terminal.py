"""What commands say: one console, inert text, and a sentence with status 1 for whatever was to be expected."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.console import Console
from rich.markup import escape

from .results.text import visible

console = Console(highlight=False)


def stop(error: BaseException) -> typer.Exit:
    """Print an error's sentence and leave with status 1."""
    console.print(f"[red]autograder:[/red] {escape(visible(str(error), lines=True))}", soft_wrap=True)
    return typer.Exit(1)


def say(text: str) -> None:
    """Print a line as it is, but inert."""
    console.print(escape(visible(text)), soft_wrap=True)


def guarded(action: Callable[[], object], expected: tuple[type[Exception], ...]) -> None:
    """Do it; an expected error becomes its sentence."""
    try:
        action()
    except expected as error:
        raise stop(error) from None
