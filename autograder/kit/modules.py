"""Loading the student's modules by path, under their own names, in the process that runs them.

Runs in the sandboxed worker and in-process on a laptop; never on the trusted side of grading. The folder comes last on
`sys.path`, so that `import utils` works and nothing installed can be shadowed; graded modules are found before
anything installed, so that a package called `memory` cannot stand in for the student's `memory.py`.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from .errors import ImportFailed
from .ipynb import Unreadable, read_notebook
from .shell import Shell, run_whole


class _Finder(importlib.abc.MetaPathFinder):
    """Graded modules come from the hand-in, whatever else is installed."""

    def __init__(self, folder: Path, names: frozenset[str] | None) -> None:
        self.folder, self.names = str(folder), names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A graded module's file; None for everything else. Without a list of names any file of the folder is one."""
        if path is not None or not (self.names is None or fullname in self.names):
            return None
        file = os.path.join(self.folder, f"{fullname}.py")  # no Path: this runs for every test
        if not os.path.isfile(file):
            return None
        return importlib.util.spec_from_file_location(fullname, file, loader=_Loader(fullname, file))


class _Loader(importlib.machinery.SourceFileLoader):
    """Runs a module afresh at each import, but compiles the same source only once."""

    def get_code(self, fullname: str) -> CodeType:
        """Compiled or looked up; no byte code on disk is asked for."""
        return _compiled(self.get_data(self.path), self.path)


@lru_cache(maxsize=64)
def _compiled(source: bytes, path: str) -> CodeType:
    return compile(source, path, "exec", dont_inherit=True)


class StudentModules:
    """The namespace that probes receive: `student.flops` is the imported module. Raises ImportFailed (a sentence)."""

    def __init__(
        self, folder: Path, names: Sequence[str] | None, new_process: bool = False, cell_seconds: float = 10.0
    ) -> None:
        """`new_process`: nothing of the folder can be loaded yet, and looking would cost a worker its low price.

        `cell_seconds`: what a cell may take of a notebook that is asked for like a module.
        """
        self._folder, self._new_process, self._cell_seconds = folder, new_process, cell_seconds
        self._shell: Shell | None = None
        self._names = None if names is None else frozenset(names)
        self._finder = _Finder(folder, self._names)
        self._loaded: dict[str, ModuleType] = {}
        self._last = ""  # of the modules that were there before

    def __enter__(self) -> StudentModules:
        if not self._last and not self._new_process:
            beside = {file.stem for file in self._folder.glob("*")}
            self._forget([name for name in sys.modules if name.partition(".")[0] in beside])
        self._last = next(reversed(sys.modules))
        sys.meta_path.insert(0, self._finder)
        sys.path.append(str(self._folder))
        return self

    def __exit__(self, *exc: object) -> None:
        """Forget the student's modules, so that the next test imports them afresh."""
        sys.meta_path.remove(self._finder)
        sys.path.remove(str(self._folder))
        self._forget(list(takewhile(lambda name: name != self._last, reversed(sys.modules))))
        self._loaded.clear()
        self._shell = None

    def _forget(self, names: Iterable[str]) -> None:
        folder = str(self._folder)
        for name in names:
            file = getattr(sys.modules[name], "__file__", None)
            if type(file) is str and file.startswith(folder) and self._is_students(name, Path(file)):
                del sys.modules[name]

    def _is_students(self, name: str, file: Path) -> bool:
        """A graded module or a helper beside it: a file or package directly in the hand-in's folder, no test."""
        root = name.partition(".")[0]
        beside = file == self._folder / f"{root}.py" or file.is_relative_to(self._folder / root)
        return root in self._loaded or (beside and not root.startswith(("test_", "conftest", "oracles", "autograder")))

    def loaded(self) -> dict[str, ModuleType]:
        """The modules imported so far, by name."""
        return self._loaded

    def load(self, name: str) -> ModuleType:
        """Import a graded module. Whatever it raises becomes ImportFailed, with a sentence for the student."""
        if name in self._loaded:
            return self._loaded[name]
        if not os.path.isfile(os.path.join(self._folder, f"{name}.py")):
            self._loaded[name] = self._notebook(name)
            return self._loaded[name]
        try:
            module = importlib.import_module(name)
        except BaseException as error:
            raise ImportFailed(name, _sentence(name, error, str(self._folder))) from None
        self._loaded[name] = module
        return module

    def _notebook(self, name: str) -> ModuleType:
        """What a notebook's cells define, run in their order; a cell that fails costs what it would have defined."""
        notebook = self._folder / f"{name}.ipynb"
        if not notebook.is_file():
            file = f"{name}.py" if self._names is None or name in self._names else notebook.name
            raise ImportFailed(name, f"{file} was not handed in (or stands in another folder)")
        try:
            cells, _ = read_notebook(notebook.read_bytes())
        except Unreadable as error:
            raise ImportFailed(name, f"{name}.ipynb: {error}") from None
        try:
            return run_whole(cells, self._cell_seconds)
        except ImportError as error:
            raise ImportFailed(name, f"{name}.ipynb cannot be run here: install jupyter ({error})") from None

    def run_cell(self, name: str, text: str, seconds: float, figures: bool) -> dict[str, Any]:
        """Run one cell of the notebook `name`; what it defines is that module from then on."""
        if self._shell is None:
            self._shell = Shell(figures)
        self._loaded[name] = self._shell.module
        return self._shell.run(text, seconds)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.load(name)


def _sentence(name: str, error: BaseException, folder: str) -> str:
    """Why a module could not be imported, in words for the student: kind, line, and what to do."""
    line = _line(error, folder)
    where = f"{name}.py could not be imported"
    if isinstance(error, SyntaxError):
        if "source" in str(error.msg) and "null bytes" in str(error.msg):
            return f"{where}: it holds null bytes; save it as UTF-8 text"
        file = Path(str(error.filename or "")).name or f"{name}.py"
        kinds = {TabError: "tabs and spaces mixed (TabError)", IndentationError: "wrong indentation (IndentationError)"}
        kind = kinds.get(type(error), "syntax error")
        return f"{where}: {kind} in line {error.lineno} of {file}: {_text(error.msg)}"
    if isinstance(error, ImportError) and "relative import" in _text(error):
        return f"{where}: a relative import{line}; write `from common import …` instead of `from .common import …`"
    if isinstance(error, ModuleNotFoundError):
        return f"{where}: there is no package {_text(error.name)!r} here{line}; {_available()}"
    if isinstance(error, (SystemExit, KeyboardInterrupt)):
        under = 'put such code under `if __name__ == "__main__":`'
        return f"{where}: it ends the program{line} ({type(error).__name__}); {under}"
    if isinstance(error, EOFError):
        return f"{where}: it asks for input{line} (EOFError); a module that is imported must not call input()"
    if isinstance(error, (MemoryError, RecursionError)):
        return f"{where}: {type(error).__name__}{line}: it is nested too deeply, or needs more memory than there is"
    return f"{where}: {_text(_type(error))}{line}: {_text(error)}"


def _line(error: BaseException, folder: str) -> str:
    """`, line 39 of flops.py`: the innermost frame of the student's own files."""
    found = ""
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(folder):
            found = f" in line {trace.tb_lineno} of {Path(file).name}"
        trace = trace.tb_next
    return found


def _type(error: BaseException) -> str:
    return type(error).__name__


def _text(value: object) -> str:
    """At most 200 printable characters of something that may refuse to be text."""
    try:
        text = str(value)
    except BaseException:
        text = "(a message that cannot be shown)"
    return "".join(c if (c.isprintable() and c.isascii()) or c.isalpha() else " " for c in text[:200])


def _available() -> str:
    """The packages that there are, as far as they matter to a student."""
    known = ("numpy", "torch", "scipy", "matplotlib", "sklearn")
    return "there are: " + ", ".join(name for name in known if importlib.util.find_spec(name) is not None)
