"""Running one collected test once: its function is called, and what it raises is the outcome.

pytest's own way of setting a test up, reporting on it and tearing it down takes longer than most tests do. So a test
that asks for nothing but the course's fixtures and its parameters is called here; any other goes pytest's way. Nothing
is judged here.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from _pytest.runner import runtestprotocol

from autograder.kit.plugin import ERROR, TRANSPORT, fixtures_of
from autograder.kit.submission import Transport

_COURSE = frozenset(("submission", "rng", "planted", "clock"))
_PYTEST = ("skip", "skipif", "xfail", "usefixtures", "filterwarnings")


@dataclass
class Outcome:
    """How a test ended. `error`: what it raised, or None, which is the only way to pass."""

    seconds: float
    error: BaseException | None


def run(item: pytest.Item, transport: Transport) -> Outcome:
    """Run a test on what the transport leads to."""
    return (
        _called(item, transport)
        if isinstance(item, pytest.Function) and _is_plain(item)
        else _by_pytest(item, transport)
    )


def _is_plain(item: pytest.Function) -> bool:
    asked = set(item._fixtureinfo.initialnames) - _COURSE - set(_parameters(item))
    indirect = any("indirect" in marker.kwargs or len(marker.args) > 2 for marker in item.iter_markers("parametrize"))
    return not asked and not indirect and not any(map(item.get_closest_marker, _PYTEST))


def _parameters(item: pytest.Function) -> dict[str, object]:
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}


def _called(item: pytest.Function, transport: Transport) -> Outcome:
    error: BaseException | None = None
    start = time.perf_counter()
    try:
        item.obj(**fixtures_of(item, transport), **_parameters(item))
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as raised:
        error = raised.with_traceback(None)  # its frames hold the inputs
    return Outcome(time.perf_counter() - start, error)


def _by_pytest(item: pytest.Item, transport: Transport) -> Outcome:
    item.config.stash[TRANSPORT] = lambda _: nullcontext(transport)  # type: ignore[misc]
    item.stash[ERROR] = None
    reports = runtestprotocol(item, log=False, nextitem=None)
    seconds = sum(report.duration for report in reports)
    phases = {report.when: report.outcome for report in reports}
    if phases == {"setup": "passed", "call": "passed", "teardown": "passed"}:
        return Outcome(seconds, None)
    return Outcome(seconds, item.stash[ERROR] or RuntimeError(f"the test ended as {phases}"))  # skipped, for one
