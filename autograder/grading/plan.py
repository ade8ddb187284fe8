"""What grading a test takes, looked up once for a whole class: before the first process is forked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from autograder.config import Assignment
from autograder.kit.plugin import is_fresh, marked, question_of
from autograder.sandbox import Limits
from autograder.sandbox.limits import MB


@dataclass(frozen=True)
class Planned:
    """A test, and what grading it takes: the same for every submission. `limits`: its own; `fresh`: in a worker of its own."""

    item: pytest.Item
    question: str
    module: str
    probes: str
    limits: Limits
    fresh: bool


def plan(items: Iterable[pytest.Item], assignment: Assignment) -> list[Planned]:
    """The tests of a suite, in their order."""
    defaults = assignment.limits.limits()
    return [_planned(item, assignment.question(question_of(item) or "").module, defaults) for item in items]


def _planned(item: pytest.Item, module: str, defaults: Limits) -> Planned:
    limits = replace(
        defaults,
        timeout=float(marked(item, "timeout", defaults.timeout)),
        memory=int(marked(item, "memory", defaults.memory // MB)) * MB,
    )
    return Planned(item, question_of(item) or "", module, probes_beside(item.path), limits, is_fresh(item))


@cache
def probes_beside(test: Path) -> str:
    """The source of the `probes.py` in the test's folder."""
    file = test.with_name("probes.py")
    return file.read_text(encoding="utf-8") if file.is_file() else ""
