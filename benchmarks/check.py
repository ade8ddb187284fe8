"""A test of the suite as a check of a notebook, on the trusted side: its requests go to the notebook's `answer`.

Imported by the check cells of the equivalent notebook. Each thread that grades has a pytest session of its own, which
has collected once and waits, in a thread beside it, for the next test to run.
"""

from __future__ import annotations

import queue
import threading
import tomllib
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from autograder.grading.suite import with_suite
from autograder.kit.errors import NoAnswer
from autograder.kit.inprocess import given_records
from autograder.kit.plugin import ERROR, TRANSPORT, test_key

_mine = threading.local()
_collecting = threading.Lock()


class _Transport:
    def __init__(self, answer: Callable[..., Any], folder: Path) -> None:
        probes = folder / "probes.py"
        self.answer, self.probes = answer, probes.read_text(encoding="utf-8") if probes.is_file() else ""

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        words = {**request, "source": self.probes} if request["op"] == "probe" else dict(request)
        reply, data = self.answer(words, list(buffers))
        return reply, tuple(data)


class _Session:
    """A pytest session that has collected, and runs one test after another."""

    def __init__(self, suite: Path) -> None:
        self.asked: queue.SimpleQueue[tuple[str, Callable[..., Any]]] = queue.SimpleQueue()
        self.answered: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        folders = [suite / "public", suite / "hidden"]
        threading.Thread(target=with_suite, args=(folders, self._serve), daemon=True).start()
        self.answered.get()

    def run(self, test: str, answer: Callable[..., Any]) -> BaseException | None:
        """Why the test failed, or None."""
        self.asked.put((test, answer))
        return self.answered.get()

    def _serve(self, session: pytest.Session) -> None:
        items = {test_key(item): item for item in session.items}
        self.answered.put(None)
        while True:
            test, answer = self.asked.get()
            item = items[test]
            item.config.stash[TRANSPORT] = lambda item, answer=answer: nullcontext(_Transport(answer, item.path.parent))
            item.stash[ERROR] = None
            passed = all(report.passed for report in runtestprotocol(item, log=False, nextitem=None))
            self.answered.put(None if passed else item.stash[ERROR] or AssertionError("no verdict"))


def run(suite: str, test: str, begin: Callable[..., Any], answer: Callable[..., Any]) -> None:
    """Run one test of the suite. Raises AssertionError, or the NoAnswer that the grader must see."""
    if not hasattr(_mine, "session"):
        with _collecting:  # a collection forgets the modules of the one before
            _mine.session = _Session(Path(suite))
    settings = tomllib.loads((Path(suite) / "assignment.toml").read_text(encoding="utf-8"))
    given = [[module, name, list(fields)] for (module, name), fields in given_records(settings).items()]
    begin(list(settings["modules"]), given)
    error = _mine.session.run(test, answer)
    if isinstance(error, NoAnswer):
        raise error
    assert error is None, str(error)
