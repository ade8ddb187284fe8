"""One student's notebook in a worker: read it, run its cells one request at a time, ask for what they define.

A cell that cannot be interrupted, or that ends the process, costs itself: the notebook is run again in a fresh worker
without it, a few times at most. Trusted; what comes back is plain text, pictures as bytes, and sentences.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.kit.codec import encode
from autograder.kit.errors import NoAnswer, StudentError
from autograder.kit.ipynb import MAX_CELLS
from autograder.kit.submission import Submission
from autograder.sandbox import Limits, Worker, Zygote
from autograder.sandbox.limits import MB
from autograder.sandbox.worker import Setup

from .clean import Shown
from .match import Step, StudentCell

#: Seconds for reading the file.
READING = 60.0
MAX_RESTARTS = 3


class CannotRead(Exception):
    """The worker could not read the notebook; the text is a sentence for the student."""


@dataclass(frozen=True)
class Pace:
    """Seconds for one cell, for all cells of a notebook together, and beyond a cell's own before the worker is ended."""

    cell: float = 30.0
    notebook: float = 300.0
    grace: float = 5.0


@dataclass
class Session:
    """A context manager. `cells` first, then `run`, then `ask` and `again` for the checks."""

    zygote: Zygote
    job: int
    files: Mapping[str, bytes]
    module: str
    limits: Limits
    pace: Pace
    worker: Worker | None = None
    steps: tuple[Step, ...] = ()
    shown: list[Shown] = field(default_factory=list)
    skip: set[int] = field(default_factory=set)
    restarts: int = 0

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *exc: object) -> None:
        if self.worker is not None:
            self.worker.__exit__(None, None, None)
            self.worker = None

    def cells(self, data: bytes) -> tuple[list[StudentCell], list[str]]:
        """The notebook's cells, read in the worker, and notes. Raises CannotRead."""
        try:
            reply = self._ask("read", (data,), READING)
            found, notes = reply
            if (
                len(found) <= MAX_CELLS
                and all(type(text) is str for cell in found for text in cell)
                and all(type(note) is str for note in notes)
            ):
                cells = [StudentCell(a, b, c, kind == "code", source) for a, b, c, kind, source in found]
                return cells, list(notes)
        except StudentError as error:
            if error.type_name == "Unreadable":
                raise CannotRead(error.text[:600]) from None
            raise CannotRead(f"the file is not a notebook that can be read ({error.type_name})") from None
        except NoAnswer as error:
            raise CannotRead(
                f"the file could not be read: {error}; clear the outputs, save it, and hand it in again"
            ) from None
        except (TypeError, ValueError):
            pass
        raise CannotRead("the file is not a notebook that can be read")

    def run(self, steps: tuple[Step, ...]) -> list[Shown]:
        """Run all steps; what each put out, and how it ended."""
        self.steps, self.shown = steps, [Shown(error="not run") for _ in steps]
        self._play()
        return self.shown

    def submission(self) -> Submission | None:
        """For a check: the worker's modules with a cell's time; None when there can be no further worker."""
        if self.worker is None or self.worker.over is not None:
            if not self._restart():
                return None
            self._play()
            if self.worker is None or self.worker.over is not None:
                return None
        self.worker.allow(self.pace.cell)
        return Submission(self.worker)

    def _play(self) -> None:
        """Run the steps that are not skipped, from the first; again in a fresh worker when one was the worker's end."""
        while (ended := self._once()) is not None:
            self.skip.add(ended)
            if not self._restart():
                return

    def _once(self) -> int | None:
        """The step that ended the worker, or None."""
        end = time.monotonic() + self.pace.notebook
        try:
            self._ask("cell", ("", 1.0, True), READING)  # the shell itself
        except (NoAnswer, StudentError):
            return -1
        for number, step in enumerate(self.steps):
            left = end - time.monotonic()
            if number in self.skip:
                continue
            if left <= 0:
                self.shown[number] = Shown(
                    error=f"not run: the notebook took longer than {self.pace.notebook:g} seconds"
                )
                continue
            seconds = min(self.pace.cell, max(left, 1.0))
            try:
                shown = _shown(self._ask("cell", (step.text, seconds, True), seconds + self.pace.grace), step)
            except StudentError:
                shown = Shown(error=f"{step.name}: it could not be run")
            except NoAnswer as error:
                own = "it took longer than" in str(error)
                words = f"it took longer than {seconds:g} seconds and was stopped" if own else str(error)
                self.shown[number] = Shown(error=f"{step.name}: {words}")
                if self.worker is None or self.worker.over is not None:
                    return number
                continue
            self.shown[number] = shown
        return None

    def _restart(self) -> bool:
        self.restarts += 1
        if self.restarts > MAX_RESTARTS:
            return False
        self.__exit__()
        return True

    def _ask(self, op: str, args: tuple[Any, ...], seconds: float) -> Any:
        if self.worker is None:
            limits = replace(self.limits, cpu=int(self.pace.notebook + READING), reply=32 * MB)
            self.worker = Worker(self.zygote, self.job, Setup(self.files, (self.module,)), limits)
        self.worker.allow(seconds)
        encoded = encode((args, {}))
        request = {"op": op, "module": self.module, "name": "", "tree": encoded.tree}
        return Submission(self.worker)._read(*self.worker.exchange(request, encoded.buffers))


def _shown(reply: Any, step: Step) -> Shown:
    """What a worker said of a cell; anything that is not of the agreed shape is left out."""
    if type(reply) is not dict or type(reply.get("outputs")) is not list or type(reply.get("error")) is not str:
        return Shown(error=f"{step.name}: its outputs could not be read")
    pieces = [
        p
        for p in reply["outputs"]
        if type(p) is tuple and len(p) == 2 and type(p[0]) is str and type(p[1]) in (str, bytes)
    ]
    line = reply.get("line")
    at = f" (line {line})" if type(line) is int and line > 0 else ""
    return Shown(tuple(pieces[:200]), f"{step.name}: {reply['error']}{at}" if reply["error"] else "")
