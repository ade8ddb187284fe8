"""Running a notebook's cells, one at a time, in IPython without a kernel: what they define, print, show and raise.

Runs where a student's code runs: in a worker, and on a laptop. What it reports is shown to people and judges nothing:
the code that runs in it can change every part of it.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType, ModuleType
from typing import Any

from .ipynb import Cell

#: What is kept of a cell's text (the first and the last part), of its pictures, and of all pictures, in bytes.
KEPT_TEXT = 16_000
KEPT_PICTURES = 10
KEPT_PICTURE = 1_500_000
KEPT_PICTURES_BYTES = 8_000_000
#: A cell that prints more is stopped.
MAX_PRINTED = 20_000_000


class CellStopped(BaseException):
    """Raised inside a cell that takes too long or prints too much."""


class _Printed(io.TextIOBase):
    """Stands for standard output or error while a cell runs."""

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self.outputs = name, outputs

    def write(self, text: str) -> int:
        """Keep a part, count the rest."""
        self.outputs.text(self.name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True


class Outputs:
    """A cell's outputs in order, under their caps: ("stdout" | "stderr" | "result", text) and ("png", bytes)."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, Any]] = []
        self.tail, self.printed, self.kept = "", 0, 0
        self.pictures = 0

    def text(self, name: str, text: str) -> None:
        """Add text; raises CellStopped when it is more than a person could ever look at."""
        text = text.encode("utf-8", "replace").decode()  # lone surrogates cross no wire
        self.printed += len(text)
        room = KEPT_TEXT // 2 - self.kept
        if (head := text[: max(room, 0)]) and self.pieces and self.pieces[-1][0] == name:
            self.pieces[-1] = (name, self.pieces[-1][1] + head)
        elif head:
            self.pieces.append((name, head))
        self.kept += len(head)
        self.tail = (self.tail + text[len(head) :])[-KEPT_TEXT // 2 :]
        if self.printed > MAX_PRINTED:
            raise CellStopped(f"it printed more than {MAX_PRINTED // 1_000_000} MB; remove the printing from loops")

    def show(self, formats: Mapping[str, Any], room: int) -> int:
        """Add what a cell displays, as a picture or as text; all else is dropped. How many bytes of `room` it took."""
        picture = formats.get("image/png")
        if type(picture) is str:
            import base64

            picture = base64.b64decode(picture)
        if type(picture) is bytes and len(picture) <= min(KEPT_PICTURE, room) and self.pictures < KEPT_PICTURES:
            self.pictures += 1
            self.pieces.append(("png", picture))
            return len(picture)
        if type(text := formats.get("text/plain")) is str:
            self.text("result", text + "\n")
        return 0

    def all(self) -> list[tuple[str, Any]]:
        """The pieces, with a mark where text is missing."""
        gap = self.printed - self.kept - len(self.tail)
        mark = f"\n[… {gap:,} characters …]\n" if gap > 0 else ""
        return self.pieces + ([("stdout", mark + self.tail)] if self.tail else [])


class Shell:
    """An IPython shell whose namespace is a module; `run` runs one cell in it."""

    def __init__(self, figures: bool) -> None:
        """`figures`: draw what matplotlib shows. Raises ImportError where IPython is not installed."""
        from IPython.core.displayhook import DisplayHook
        from IPython.core.displaypub import DisplayPublisher
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        self.outputs = Outputs()
        self.room = KEPT_PICTURES_BYTES
        self.armed = False
        show = self._show

        class Shown(DisplayPublisher):
            def publish(self, data: Any, *args: Any, **kwargs: Any) -> None:
                show(data)

            def clear_output(self, wait: bool = False) -> None: ...

        class Result(DisplayHook):
            def write_output_prompt(self) -> None: ...

            def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
                show(format_dict)

        settings = Config()
        settings.HistoryManager.enabled = False
        settings.InteractiveShell.colors = "nocolor"
        InteractiveShell.clear_instance()
        self.module = ModuleType("__main__")
        self.ipython: Any = InteractiveShell.instance(
            config=settings, user_module=self.module, display_pub_class=Shown, displayhook_class=Result
        )
        self.ipython.showtraceback = self.ipython.showsyntaxerror = lambda *args, **kwargs: None
        self.ipython.enable_gui = lambda gui=None: None
        self.ipython.system = self._system
        self.ipython.getoutput = self._getoutput
        if figures:
            with contextlib.suppress(ImportError):
                self.ipython.enable_matplotlib("inline")

    def run(self, text: str, seconds: float) -> dict[str, Any]:
        """Run a cell for at most so long. {"outputs": …, "error": "" or what it raised, "line": of the cell or 0}."""
        self.outputs = Outputs()
        error: BaseException | None
        with self._captured(), self._alarm(seconds):
            try:
                done = self.ipython.run_cell(text, store_history=False)
                error = done.error_before_exec or done.error_in_exec
            except BaseException as raised:  # a shell that the code before has broken
                error = raised
        words, line = ("", 0) if error is None else (_words(error), _line(error))
        return {"outputs": self.outputs.all(), "error": words, "line": line}

    def _show(self, formats: Mapping[str, Any]) -> None:
        self.room -= self.outputs.show(formats, self.room)

    @contextlib.contextmanager
    def _captured(self) -> Iterator[None]:
        before = sys.stdin, sys.stdout, sys.stderr
        sys.stdin = io.StringIO("")  # input() meets its end at once
        sys.stdout, sys.stderr = _Printed("stdout", self.outputs), _Printed("stderr", self.outputs)
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr = before

    @contextlib.contextmanager
    def _alarm(self, seconds: float) -> Iterator[None]:
        """Interrupt the cell when its time is over, and every second after that, should it go on."""

        def stop(number: int, frame: FrameType | None) -> None:
            if self.armed:
                raise CellStopped(f"it took longer than {seconds:g} seconds and was stopped")

        if not hasattr(signal, "setitimer"):  # Windows
            yield
            return
        before = signal.signal(signal.SIGALRM, stop)
        self.armed = True
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        try:
            yield
        finally:
            self.armed = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _system(self, command: str) -> None:
        self._command(command, lambda text: self.outputs.text("stdout", text))

    def _getoutput(self, command: str, split: bool = True, depth: int = 0) -> Any:
        from IPython.utils.text import LSString, SList

        pieces: list[str] = []
        self._command(command, pieces.append)
        text = "".join(pieces)
        return SList(text.splitlines()) if split else LSString(text)

    def _command(self, command: str, add: Callable[[str], object]) -> None:
        """`!command`, without the terminal that IPython would open for it."""
        words = self.ipython.var_expand(command, depth=2)
        with subprocess.Popen(
            ["/bin/sh", "-c", words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdout is not None
            try:
                while data := os.read(process.stdout.fileno(), 65536):
                    add(data.decode("utf-8", "replace"))
            except BaseException:
                process.kill()
                raise
        self.ipython.user_ns["_exit_code"] = process.returncode


def run_whole(cells: list[Cell], seconds: float) -> ModuleType:
    """Every code cell in its order; the module that they make. What a cell raises is printed and stops nothing."""
    shell = Shell(figures=False)
    for number, (*_, kind, text) in enumerate(cells, 1):
        if kind == "code":
            done = shell.run(text, seconds)
            if done["error"]:
                print(f"cell {number}: {done['error']}")
    return shell.module


def _words(error: BaseException) -> str:
    """What was raised, in at most a few lines of text that may be the student's."""
    try:
        text = str(error)
        text = text if type(text) is str else ""
    except BaseException:
        text = "(a message that cannot be shown)"
    if type(error) is CellStopped:
        return text
    name: str = type.__dict__["__name__"].__get__(type(error))
    hint = " (nobody answers input() here)" if isinstance(error, EOFError) else ""
    return f"{name}: {text}"[:2000].encode("utf-8", "replace").decode() + hint


def _line(error: BaseException) -> int:
    """The line of the cell; 0 when it is not known, or says nothing."""
    if type(error) is CellStopped:
        return 0
    if isinstance(error, SyntaxError):
        return error.lineno if type(error.lineno) is int else 0
    trace = error.__traceback__
    while trace is not None:
        if "<ipython-input" in trace.tb_frame.f_code.co_filename:
            return trace.tb_lineno
        trace = trace.tb_next
    return 0
