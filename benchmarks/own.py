"""Own compute: the processor time that the student's calls take in a warm process. `python -m benchmarks.own SUITE HAND_INS`.

Prints a JSON object, student -> (own, all) seconds. One process imports everything and collects the suite; it is forked
for each hand-in, runs the tests in-process and adds up the calls themselves: functions and probes, no import, no codec,
no pytest. No grader can save this part. What is beside it here (inputs, oracles, comparing, the wire's encoding, the
imports) is the suite's own weight: a grader that isolated nothing would still carry it.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.config import load_course
from autograder.grading import call
from autograder.grading.run import _quieten
from autograder.grading.suite import with_suite
from autograder.kit.dispatch import Dispatcher
from autograder.kit.inprocess import InProcess

from .racers import Class


def in_process(made: Class) -> dict[str, tuple[float, float]]:
    """Own compute of every hand-in of the class, and all that its tests took; asked in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.own", str(made.suite), str(made.root / "hand_ins")]
    said = subprocess.run(words, env=made.environment(), stdout=subprocess.PIPE, check=True).stdout
    return {student: (own, whole) for student, (own, whole) in json.loads(said).items()}


class _Stopwatch:
    """Adds up the processor time of calls and probes."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, does: Callable[..., Any]) -> Callable[..., Any]:
        def timed(dispatcher: Dispatcher, request: dict[str, Any]) -> Any:
            function = does(dispatcher, request)
            return self._clocked(function) if request["op"] in ("call", "probe") else function

        return timed

    def _clocked(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.process_time() - start

        return call


def _seconds(items: Sequence[pytest.Item], folder: Path) -> tuple[float, float]:
    """(own, all), in a forked process, so that no hand-in sees what another left behind."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            watch = _Stopwatch()
            Dispatcher._does = watch.around(Dispatcher._does)  # type: ignore[method-assign]
            start = time.process_time()
            for item in items:
                with InProcess(folder, item.path.parent) as transport:
                    call.run(item, transport)
            os.write(writing, json.dumps((watch.seconds, time.process_time() - start)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        own, whole = json.loads(pipe.read())
    os.waitpid(pid, 0)
    return own, whole


def main(suite: Path, hand_ins: Path) -> None:
    """Print the seconds of each."""
    for name in load_course().warm:
        importlib.import_module(name)

    def work(session: pytest.Session) -> dict[str, tuple[float, float]]:
        _quieten()
        return {folder.name: _seconds(session.items, folder) for folder in sorted(hand_ins.iterdir())}

    print(json.dumps(with_suite([suite / "public", suite / "hidden"], work)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
