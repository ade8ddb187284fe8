"""Running commands and knowing what they cost: wall clock, processor time of everything they started, memory.

A meter process of its own adopts whatever a command leaves behind, so that the processor time of a sandbox's workers
or of a notebook's kernel counts, however they were started.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_SAMPLE_SECONDS = 0.2


@dataclass(frozen=True)
class Command:
    """A command, where it runs, and what it is told."""

    words: tuple[str, ...]
    cwd: Path
    environment: Mapping[str, str]
    fine: tuple[int, ...] = (0,)
    """Exit statuses that are no failure."""


@dataclass(frozen=True)
class Cost:
    """Of all commands together. `seconds`: each command's own wall clock. `memory`: the machine's free memory fell by so much."""

    wall: float
    cpu: float
    memory: float
    seconds: tuple[float, ...] = field(default=())


class CommandFailed(Exception):
    """A command of a race ended badly; the text has its last words."""


def cores() -> list[int]:
    """Those that this process may use."""
    return sorted(os.sched_getaffinity(0))


def measure(commands: Sequence[Command], count: int, log: Path) -> Cost:
    """Run the commands on the first `count` cores, `count` at a time. Raises CommandFailed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reading)
            os.sched_setaffinity(0, cores()[:count])
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
            answer = _race(list(commands), count, log)
            os.write(writing, json.dumps(answer).encode())
            code = 0
        except CommandFailed as error:
            os.write(writing, json.dumps({"failed": str(error)}).encode())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe, _Memory() as memory:
        answer = json.loads(pipe.read() or b'{"failed": "the meter died"}')
    os.waitpid(pid, 0)
    if "failed" in answer:
        raise CommandFailed(answer["failed"])
    return Cost(answer["wall"], answer["cpu"], memory.fell, tuple(answer["seconds"]))


def _race(commands: list[Command], count: int, log: Path) -> dict[str, object]:
    start, running, seconds, waiting = time.perf_counter(), {}, [0.0] * len(commands), list(enumerate(commands))
    with log.open("wb") as output:
        while waiting or running:
            while waiting and len(running) < count:
                number, command = waiting.pop(0)
                process = subprocess.Popen(
                    command.words,
                    cwd=command.cwd,
                    env=dict(command.environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                )
                running[process.pid] = (number, time.perf_counter())
            pid, status = os.wait()
            if pid not in running:
                continue  # an orphan of a command's
            number, began = running.pop(pid)
            seconds[number] = time.perf_counter() - began
            if os.waitstatus_to_exitcode(status) not in commands[number].fine:
                words = log.read_bytes()[-2000:].decode("utf-8", "replace")
                raise CommandFailed(
                    f"{' '.join(commands[number].words)} ended with status {os.waitstatus_to_exitcode(status)}:\n{words}"
                )
        wall = time.perf_counter() - start
        _orphans()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "seconds": seconds}


def _orphans() -> None:
    """Wait ten seconds at most for what the commands left running."""
    end = time.perf_counter() + 10
    while time.perf_counter() < end:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.05)
        except ChildProcessError:
            return


class _Memory:
    """How far the machine's free memory fell, in MB."""

    def __enter__(self) -> _Memory:
        self.before = self.lowest = _free()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.over.set()
        self.thread.join()
        self.fell = (self.before - self.lowest) / 1024

    def _watch(self) -> None:
        while not self.over.wait(_SAMPLE_SECONDS):
            self.lowest = min(self.lowest, _free())


def _free() -> int:
    with open("/proc/meminfo") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("MemAvailable"))
