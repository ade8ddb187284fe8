"""Running an assignment's public tests in this process, and what came of each: for `check.py` and for notebooks.

The student's modules are imported afresh for every test, so an edit counts at once, without a kernel restart. For
students only: nothing here is ever used for marks, and nothing here prints.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .errors import ImportFailed, StudentError, TimedOut
from .inprocess import find_assignment
from .plugin import ERROR, marked, meaning, question_of
from .watchdog import time_limit


@dataclass(frozen=True)
class Outcome:
    """One public test: `kind` is "passed", "not written", "import" or "failed"; `text` says why, in plain words."""

    question: str
    test: str
    meaning: str
    weight: float
    kind: str
    text: str = ""
    printed: str = ""

    @property
    def passed(self) -> bool:
        return self.kind == "passed"


class TestsBroken(Exception):
    """The tests themselves could not be read; the text says where and why."""

    __test__ = False


def run_public(
    folder: Path, questions: Sequence[str] = (), each: Callable[[Outcome], None] = lambda outcome: None
) -> list[Outcome]:
    """Run the tests in `folder/tests` on the modules in `folder`; `each` hears of every outcome as it comes.

    Only the tests of `questions`, if any are named. Raises TestsBroken, and KeyboardInterrupt on ctrl-C.
    """
    assignment = find_assignment(folder, folder / "tests") or {}
    plugin = _Collector(each, float(assignment.get("limits", {}).get("timeout", 10)))
    arguments = [
        "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "autograder.kit.plugin", "-o", "addopts=",
        "-p", "no:unraisableexception",  # it collects garbage ten times at its end: half of what a check takes
        f"--rootdir={folder}", f"--confcutdir={folder / 'tests'}", "--import-mode=importlib", "--capture=sys",
        f"--submission={folder}", *(f"--question={question}" for question in questions), str(folder / "tests"),
    ]  # fmt: skip
    warm_up(folder)
    with _afresh(folder):
        code = pytest.main(arguments, plugins=[plugin])
    if plugin.problems:
        raise TestsBroken("\n".join(plugin.problems))
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise TestsBroken(f"pytest could not run the tests in {folder / 'tests'} (exit code {int(code)})")
    return plugin.outcomes


def warm_up(folder: Path) -> None:
    """Start PyTorch before any test's clock runs, where the tests or the student's files name it.

    Its first import can take longer than a test may, and one that is cut off in the middle breaks the process.
    """
    files = [*folder.glob("*.py"), *(folder / "tests").glob("*.py")]
    text = b"\n".join(file.read_bytes() for file in files)
    # The first optimizer imports torch._dynamo: two seconds, which talk of an optimum is not worth.
    for word, package in ((rb"torch", "torch"), (rb"\boptim\b", "torch._dynamo")):
        if b"torch" in text and re.search(word, text):
            with suppress(Exception):  # a package that does not start is the tests' to report
                importlib.import_module(package)


class _Collector:
    """Listens to pytest instead of its own reporter."""

    def __init__(self, each: Callable[[Outcome], None], timeout: float) -> None:
        self.each = each
        self.timeout = timeout
        self.outcomes: list[Outcome] = []
        self.problems: list[str] = []
        self.slow: set[str] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            config.pluginmanager.unregister(reporter)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problems.append(f"{report.nodeid}: {report.longreprtext}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        question = question_of(item) or ""
        if question in self.slow:
            raise TimedOut("not run, since an earlier test of this question took too long")
        try:
            with time_limit(float(marked(item, "timeout", self.timeout))):
                return (yield)
        except TimedOut:
            self.slow.add(question)
            raise

    @pytest.hookimpl(wrapper=True, tryfirst=True)  # outermost, so that the plugin has put the failure into words
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        report = yield
        if report.when == "call" or not report.passed:
            error = item.stash.get(ERROR, None)
            text = str(error) if isinstance(error, ImportFailed) else report.longreprtext
            outcome = Outcome(
                question=question_of(item) or "",
                test=item.name,
                meaning=meaning(item),
                weight=float(marked(item, "weight", 1)),
                kind="passed" if report.passed else _kind(error),
                text="" if report.passed else text,
                printed=report.capstdout,
            )
            self.outcomes.append(outcome)
            self.each(outcome)
        return report


def _kind(error: BaseException | None) -> str:
    if isinstance(error, ImportFailed):
        return "import"
    return "not written" if isinstance(error, StudentError) and isinstance(error, NotImplementedError) else "failed"


@contextmanager
def _afresh(folder: Path) -> Iterator[None]:
    """Import the student's files anew, and leave this process's settings as they were.

    Byte code is not written: Python looks at a file's time in whole seconds, and would miss a quick second edit.
    """
    here, dont_write = Path.cwd(), sys.dont_write_bytecode
    kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    kept["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    forget(folder)
    importlib.invalidate_caches()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        forget(folder)
        sys.dont_write_bytecode = dont_write
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def forget(folder: Path) -> None:
    """Drop the modules that lie in `folder`, so that the next `import` reads the files. An environment in it stays."""
    below = os.path.normcase(f"{folder}{os.sep}")
    for name, module in list(sys.modules.items()):
        root = name.partition(".")[0]
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or root in ("__main__", "autograder"):
            continue
        if not os.path.normcase(file).startswith(below):  # no Path for what lies elsewhere: there are thousands
            continue
        if Path(file) == folder / f"{root}.py" or Path(file).is_relative_to(folder / root):
            del sys.modules[name]
