"""What commands say: one console, inert text, and a sentence with status 1 for whatever was to be expected."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

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


def say_json(value: Mapping[str, Any]) -> None:
    """One JSON object on a line of its own, for a machine."""
    typer.echo(json.dumps(value, ensure_ascii=True, allow_nan=False))


def stop_json(error: BaseException) -> typer.Exit:
    """The same as `stop`, for a machine: the sentence is the object's `error`."""
    say_json({"error": str(error)})
    return typer.Exit(1)


def guarded(action: Callable[[], object], expected: tuple[type[Exception], ...], as_json: bool = False) -> None:
    """Do it; an expected error becomes its sentence."""
    try:
        action()
    except expected as error:
        raise (stop_json if as_json else stop)(error) from None
