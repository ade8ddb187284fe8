"""Where each millisecond of a submission goes: `python -m benchmarks.profile HAND_INS RUN` grades them with timers put in.

The timers are wrapped around the grader's own functions in this process alone, and inherited by the processes that it
forks; a function's time is without that of the timed functions that it calls. Wall clock, on one core, one at a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from autograder import pipeline
from autograder.config import load_course
from autograder.grading import call, run
from autograder.kit import submission
from autograder.results import RunFolder
from autograder.sandbox import shared, worker
from autograder.secret import read_secret

from .hand_ins import WEEK
from .racers import Class

#: What a row of the profile is called, in the order of a submission's life.
ROWS = {
    "fork": "fork of the trusted process",
    "spawn": "fork of the worker, until its pidfd is here",
    "confine": "namespaces, mounts, limits, seccomp, Landlock, files, and the first module's import",
    "import": "import of the student's modules, afresh for each test",
    "requests": "the student's calls, with both crossings of the wire and the switches of process",
    "codec": "encode and decode, trusted side",
    "renew": "renew: a worker made as good as new, between two tests",
    "test": "the tests' own code: inputs and comparisons",
    "oracle": "oracles: expected values",
    "call": "fixtures made, the test called",
    "end": "tear-down of workers",
    "loop": "judging, verdicts as JSON, the loop itself",
    "write": "results written",
    "rest": "the rest: the scheduler, the end of the forked process",
}


class Clock:
    """Exclusive times by name; `counts`: how often."""

    def __init__(self) -> None:
        self.seconds, self.counts = dict.fromkeys(ROWS, 0.0), dict.fromkeys(ROWS, 0)
        self.stack, self.since = ["rest"], time.perf_counter()

    def turn(self) -> None:
        now = time.perf_counter()
        self.seconds[self.stack[-1]] += now - self.since
        self.since = now

    def timed(self, function: Callable[..., Any], name: str | Callable[..., str]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            row = name if isinstance(name, str) else name(*args)
            self.turn()
            self.counts[row] += self.stack[-1] != row  # a renewal is a request too
            self.stack.append(row)
            try:
                return function(*args, **kwargs)
            finally:
                self.turn()
                self.stack.pop()

        return wrapped

    def put(self, owner: Any, attribute: str, name: str | Callable[..., str]) -> None:
        setattr(owner, attribute, self.timed(getattr(owner, attribute), name))


def _kind(self: worker.Worker, request: dict[str, Any], buffers: object) -> str:
    if request["op"] == "renew":
        return "renew"
    if self.channel is None:
        return "confine"
    return "import" if request["op"] == "import" else "requests"


def _oracles(clock: Clock, items: list[pytest.Item]) -> None:
    """Every function that an `oracles_*.py` defines, wherever a test file has put it."""
    for module in {item.module for item in items} | {
        m for n, m in list(sys.modules.items()) if n.startswith("oracles_")
    }:
        for name, value in list(vars(module).items()):
            if getattr(value, "__module__", "").startswith("oracles_") and isinstance(value, type(_oracles)):
                setattr(module, name, clock.timed(value, "oracle"))


def put_timers(clock: Clock, folder: Path) -> None:
    """Into the grader, for good: this process does nothing else."""
    clock.put(worker.Worker, "_start", "spawn")
    clock.put(worker.Worker, "exchange", _kind)
    clock.put(worker.Worker, "renew", "renew")
    clock.put(shared.Workers, "_end", "end")
    clock.put(submission, "encode", "codec")
    clock.put(submission, "decode", "codec")
    clock.put(call, "run", "call")
    start, in_child, records = run._Scheduler._start, run._Scheduler._in_child, run._Scheduler._records
    forked = [0.0]

    def _start(self: Any, tasks: Any, job: int) -> Any:
        forked[0] = time.perf_counter()
        return start(self, tasks, job)

    def _in_child(self: Any, tasks: Any, job: int, writing: int) -> None:
        clock.__init__()
        clock.seconds["fork"], clock.counts["fork"] = clock.since - forked[0], 1
        in_child(self, tasks, job, writing)

    def _records(self: Any, task: Any, job: int) -> Iterator[dict[str, Any]]:
        clock.turn()
        clock.stack.append("loop")
        for record in records(self, task, job):
            if "done" in record:
                clock.turn()
                (folder / f"{task.student_id}.json").write_text(json.dumps([clock.seconds, clock.counts]))
            yield record

    run._Scheduler._start, run._Scheduler._in_child, run._Scheduler._records = _start, _in_child, _records


def main(given: Path, folder: Path) -> None:
    """Grade the hand-ins, and print [seconds of each row, counts] as medians over them."""
    clock = Clock()
    times = folder / "times"
    times.mkdir(parents=True)
    put_timers(clock, times)
    written: dict[str, float] = {}
    finish = pipeline.Run._finish

    def _finish(self: Any, graded: Any) -> None:
        start = time.perf_counter()
        finish(self, graded)
        written[graded.student_id] = time.perf_counter() - start

    pipeline.Run._finish = _finish
    check = run.check

    def _check(assignment: Any, items: list[pytest.Item]) -> None:
        _oracles(clock, items)
        for item in items:
            item.obj = clock.timed(item.obj, "test")  # type: ignore[attr-defined]
        check(assignment, items)

    run.check = _check
    course = load_course()
    job = pipeline.Run(course, course.assignment(WEEK), RunFolder(folder / "run"), read_secret(course), 1)
    job.grade(given, None)
    rows, counts = [], []
    for file in sorted(times.glob("*.json")):
        seconds, count = json.loads(file.read_text())
        whole = json.loads((folder / "run" / "staff" / file.name).read_text())["seconds"]
        seconds["rest"] = whole - sum(seconds.values())
        seconds["write"] = written[file.stem]
        rows.append(seconds)
        counts.append(count)
    print(json.dumps({name: [median(r[name] for r in rows), median(c[name] for c in counts)] for name in ROWS}))


def profile(made: Class, given: Path, folder: Path, core: int) -> dict[str, tuple[float, float]]:
    """Row -> (seconds, how often) of a submission, the median over those given."""
    words = ["taskset", "-c", str(core), sys.executable, "-m", "benchmarks.profile", str(given), str(folder)]
    done = subprocess.run(words, env=made.environment(), stdout=subprocess.PIPE, check=True)
    return {name: (seconds, count) for name, (seconds, count) in json.loads(done.stdout.splitlines()[-1]).items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
