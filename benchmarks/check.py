"""A test of the suite as a check of a notebook, on the trusted side: its requests go to the notebook's `answer`.

Imported by the check cells of the equivalent notebook; collects the suite once a thread, as `autograder grade` does.
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from autograder.grading.suite import with_suite
from autograder.kit.inprocess import given_records
from autograder.kit.plugin import ERROR, TRANSPORT, test_key

_mine = threading.local()
_collecting = threading.Lock()


class _Transport:
    def __init__(self, answer: Callable[..., Any], probes: str) -> None:
        self.answer, self.probes = answer, probes

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        words = {**request, "source": self.probes} if request["op"] == "probe" else dict(request)
        reply, data = self.answer(words, list(buffers))
        return reply, tuple(data)


def run(suite: str, test: str, begin: Callable[..., Any], answer: Callable[..., Any]) -> None:
    """Run one test of the suite. Raises AssertionError, or a NoAnswer that the grader must see."""
    item = _items(Path(suite))[test]
    settings = tomllib.loads((Path(suite) / "assignment.toml").read_text(encoding="utf-8"))
    begin(
        list(settings["modules"]),
        [[module, name, list(fields)] for (module, name), fields in given_records(settings).items()],
    )
    probes = item.path.with_name("probes.py")
    way = _Transport(answer, probes.read_text(encoding="utf-8") if probes.is_file() else "")
    item.config.stash[TRANSPORT] = lambda _: nullcontext(way)
    item.stash[ERROR] = None
    reports = runtestprotocol(item, log=False, nextitem=None)
    assert all(report.passed for report in reports), str(item.stash[ERROR])


def _items(suite: Path) -> dict[str, pytest.Item]:
    if not hasattr(_mine, "items"):
        with _collecting:
            _mine.items = with_suite(
                [suite / "public", suite / "hidden"], lambda session: {test_key(i): i for i in session.items}
            )
    return _mine.items
