"""Progress of commands that take long: a bar with what is done, of how many, and when it will be over. Silent where nobody watches.

Without a thread of its own, since graders fork: a bar moves when it is told to.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from . import terminal

Update = Callable[[int, int | None], None]
_Item = TypeVar("_Item", covariant=True)
_EVERY_SECONDS = 0.1


class Counted(Protocol[_Item]):
    """Items that can be told to be so many before the first is there."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[_Item]: ...


def _silent(done: int, of: int | None) -> None: ...


@contextmanager
def bar(what: str, quiet: bool = False) -> Iterator[Update]:
    """A bar; `update(done, of)` moves it, and `of` may be None while nobody knows. Nothing is shown off a terminal."""
    if quiet or not terminal.console.is_terminal:
        yield _silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("ETA"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=terminal.console, auto_refresh=False, transient=True) as shown:
        task = shown.add_task(what, total=None)
        told, before = 0.0, 0

        def update(done: int, of: int | None) -> None:
            nonlocal told, before
            if done < before:  # the next step of the same work
                shown.reset(task)
            before = done
            shown.update(task, completed=done, total=of)
            if done == of or time.monotonic() - told > _EVERY_SECONDS:
                told = time.monotonic()
                shown.refresh()

        yield update


def tracked(what: str, items: Counted[_Item]) -> Iterator[_Item]:
    """The items one after another, under a bar."""
    with bar(what) as update:
        for number, item in enumerate(items):
            update(number, len(items))
            yield item
        update(len(items), len(items))
