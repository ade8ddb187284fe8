"""From races to `RESULTS.md`: medians with ranges, ratios of overhead, what each isolates, and the profile."""

from __future__ import annotations

import datetime
import importlib.metadata
import math
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from .extra import FEW, MANY, Hostile
from .measure import cores
from .profile import ROWS
from .racers import Race, Racer


@dataclass(frozen=True)
class Entry:
    """One race."""

    racer: str
    round: int
    cores: int
    students: tuple[str, ...]
    race: Race


@dataclass
class Figures:
    """All that was measured."""

    students: list[str]
    some: list[str]
    rounds: int
    racers: list[Racer]
    absent: dict[str, str]
    own: dict[str, float] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    accounting: tuple[float, float] | None = None
    per_test: float | None = None
    per_fresh_test: float | None = None
    hostile: Hostile | None = None
    profile: dict[str, tuple[float, float]] = field(default_factory=dict)
    profiled: list[str] = field(default_factory=list)

    def whole(self, racer: str, count: int) -> list[Entry]:
        """The races with more than one hand-in, by round."""
        return [e for e in self.entries if (e.racer, e.cores) == (racer, count) and len(e.students) > 1]

    def start(self, entry: Entry) -> tuple[float, float]:
        """(processor seconds, wall seconds) of a start that all submissions share: what a race of one took more than one submission."""
        one = [e for e in self.entries if (e.racer, e.round) == (entry.racer, entry.round) and len(e.students) == 1]
        if not one:
            return 0.0, 0.0
        alone, own = one[0], self.own[one[0].students[0]]
        serial = next(e for e in self.whole(entry.racer, 1) if e.round == entry.round)
        others = [self.own[student] for student in serial.students if student != alone.students[0]]
        cpu = (serial.race.cost.cpu - alone.race.cost.cpu - sum(others)) / len(others)
        wall = (serial.race.cost.wall - alone.race.cost.wall - sum(others)) / len(others)
        return alone.race.cost.cpu - own - cpu, alone.race.cost.wall - own - wall

    def overhead(self, entry: Entry) -> float:
        """Processor seconds of a submission without its own compute and without the shared start."""
        own = sum(self.own[student] for student in entry.students)
        racer = next(racer for racer in self.racers if racer.name == entry.racer)
        starts = min(entry.cores, len(entry.students)) if racer.start == "core" else 1
        return (entry.race.cost.cpu - starts * self.start(entry)[0] - own) / len(entry.students)


def page(f: Figures) -> str:
    """RESULTS.md."""
    parts = [_head(f), _table(f), _ratios(f), _isolation(f), _ours(f), _profile(f)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(f: Figures) -> str:
    versions = {name: _version(name) for name in ("torch", "numpy", "pytest", "nbgrader")}
    if (otter := _otter_version()) is not None:
        versions["otter-grader"] = otter
    own = [f.own[student] for student in f.students]
    notebooks = "" if len(f.some) == len(f.students) else f" Notebook graders got the first {len(f.some)} of them."
    load = os.getloadavg()[2]
    absent = "".join(f"\n\nLeft out: {name}: {why}" for name, why in f.absent.items())
    return f"""# Results

Written by `make bench`, which runs it again; nothing here is typed by hand.

{datetime.date.today()}; {_cpu()}, {len(cores())} cores, {_memory()} GB, Linux {platform.release()}; Python {platform.python_version()}, \
{", ".join(f"{name} {version}" for name, version in versions.items())}. {len(f.students)} week-1 hand-ins (of ten: three right, four wrong, \
two partial, one broken), dealt over {f.rounds} rounds in which all take turns.{notebooks} Load of the machine over the last 15 minutes: {load:.1f}.

**Equal scores first**: in every race each hand-in had the same points in each question as from `autograder grade`.

**Own compute**: the processor time of the student's calls alone, run in-process in a warm process (`benchmarks/own.py`): mean \
{1000 * mean(own):.0f} ms a submission, from {1000 * min(own):.0f} to {1000 * max(own):.0f}. **Overhead** is all other processor time of a \
submission, of every process that took part, without the start that all submissions share (that is given apart, from a race with one \
hand-in). {1000 * mean(f.weight[student] for student in f.students):.0f} ms of it is **the suite's own weight**: what the same tests take beside \
own compute when they are called in-process in a warm process, with no isolation at all (inputs, oracles, comparing, encoding, imports). \
One thread a process everywhere; "1 core" is pinned to it. Figures are medians over rounds, with ranges.{absent}"""


def _table(f: Figures) -> str:
    lines = [
        "## Races",
        "",
        "| | cores | hand-ins | submissions a minute | CPU s each | overhead CPU s each | start, CPU / wall s | latency p50 / p99, s | memory, MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for racer in f.racers:
        for count in dict.fromkeys((1, len(cores()))):
            races = f.whole(racer.name, count)
            n = sum(len(e.students) for e in races)
            latencies = [seconds for e in races for seconds in e.race.latencies]
            starts = [f.start(e) for e in races]
            shared = any(cpu for cpu, _ in starts)
            start = (
                f"{median(cpu for cpu, _ in starts):.1f} / {median(wall for _, wall in starts):.1f}"
                if shared
                else "in each"
            )
            lines.append(
                f"| {racer.title} | {count} | {n} | {_spread([60 * len(e.students) / e.race.cost.wall for e in races], 1)} "
                f"| {_spread([e.race.cost.cpu / len(e.students) for e in races], 2)} | {_spread([f.overhead(e) for e in races], 3)} | {start} "
                f"| {_percentiles(latencies)} | {max(e.race.cost.memory for e in races):.0f} |"
            )
    return "\n".join(lines) + (
        "\n\nSubmissions a minute and CPU seconds hold the shared start; overhead does not. Latency: from a submission's begin to its result; "
        "of `autograder notebooks` and nbgrader the seconds between two results, on one core. Memory: how far the machine's free memory fell."
    )


def _ratios(f: Figures) -> str:
    lines = [
        "## Overhead, as ratios to ours",
        "",
        "| | cores | to `autograder grade` | to `autograder notebooks` |",
        "|---|---|---|---|",
    ]
    names = {racer.name for racer in f.racers}
    for racer in f.racers[1:]:
        for count in dict.fromkeys((1, len(cores()))):
            cells = []
            for mine in ("ours", "ours, notebooks"):
                if mine not in names or racer.name == mine:
                    cells.append("")
                    continue
                pairs = zip(f.whole(racer.name, count), f.whole(mine, count), strict=True)
                cells.append(_spread([f.overhead(theirs) / f.overhead(ours) for theirs, ours in pairs], 1))
            lines.append(f"| {racer.title} | {count} | {cells[0]} | {cells[1]} |")
    many = len(cores())
    if many > 1:
        speed = [_rate(f, b) / _rate(f, a) for a, b in zip(f.whole("ours", 1), f.whole("ours", many), strict=True)]
        lines += [
            "",
            f"`autograder grade` on {many} cores: {_spread(speed, 2)} times the submissions a minute of one core, the shared start left out.",
        ]
    return "\n".join(lines)


def _rate(f: Figures, entry: Entry) -> float:
    return len(entry.students) / (entry.race.cost.wall - f.start(entry)[1])


def _isolation(f: Figures) -> str:
    lines = ["## Isolation", "", "| | between the student's code and tests, scores, machine |", "|---|---|"]
    return "\n".join([*lines, *(f"| {racer.title} | {racer.isolation} |" for racer in f.racers)])


def _ours(f: Figures) -> str:
    lines = []
    if f.accounting is not None:
        burnt, seen = f.accounting
        counted = "is in these figures" if seen > 0.8 * burnt else "IS NOT ALL IN THESE FIGURES"
        lines.append(
            f"- Is all time counted? A hand-in whose calls burn {burnt:.1f} s more showed as {seen:.1f} s more CPU: "
            f"the time of the zygote's workers {counted}."
        )
    if f.per_test is not None and f.per_fresh_test is not None:
        lines.append(
            f"- A further test of one call costs {1000 * f.per_test:.1f} ms of CPU; "
            f'with `worker = "test"` {1000 * f.per_fresh_test:.1f} ms (suites of {FEW} and {MANY} tests).'
        )
    if f.hostile is not None:
        h = f.hostile
        same = "all honest scores are the same" if h.same_scores else "HONEST SCORES CHANGED"
        lines.append(
            f"- {h.count} hostile hand-ins (loops, memory hogs, floods) among {len(f.students)}, {len(cores())} at a time: {same}; "
            f"wall clock {h.mixed_wall:.0f} s against {h.calm_wall:.0f} s without; the hostile ones took {h.hostile_seconds:.0f} s on their "
            f"lanes, most of it until their limits; an honest one's median latency is {h.mixed_median:.2f} s against {h.calm_median:.2f} s."
        )
    return "\n".join(["## Ours alone", "", *lines]) if lines else ""


def _profile(f: Figures) -> str:
    if not f.profile:
        return ""
    own = mean(f.own[student] for student in f.profiled)
    rows = {name: (ROWS[name], 1000 * seconds, count) for name, (seconds, count) in f.profile.items()}
    total = sum(ms for _, ms, _ in rows.values())
    lines = [
        "## The profile of one submission",
        "",
        f"A right hand-in, in ms of wall clock on one core, medians over {len(f.profiled)}; the timers themselves cost some of it. "
        f"Of the student's calls {1000 * own:.0f} ms are own compute, which no grader saves.",
        "",
        "| where | ms | share | times |",
        "|---|---|---|---|",
    ]
    lines += [f"| {title} | {ms:.1f} | {100 * ms / total:.0f} % | {count:.0f} |" for title, ms, count in rows.values()]
    return "\n".join([*lines, f"| together | {total:.1f} | | |"])


def _spread(values: Sequence[float], digits: int) -> str:
    middle, low, high = (f"{value:.{digits}f}" for value in (median(values), min(values), max(values)))
    return middle if low == high else f"{middle} ({low}–{high})"


def _percentiles(values: Iterable[float]) -> str:
    ordered = sorted(values)
    if not ordered:
        return ""
    place: Callable[[float], float] = lambda share: ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]  # noqa: E731
    return f"{place(0.5):.2f} / {place(0.99):.2f}"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _otter_version() -> str | None:
    found = sorted(Path("build/bench/otter/env").glob("lib/python*/site-packages/otter_grader-*.dist-info"))
    return found[0].name.removesuffix(".dist-info").partition("-")[2] if found else None


def _cpu() -> str:
    words = subprocess.run(["lscpu"], capture_output=True, text=True, check=False).stdout
    return next(
        (line.partition(":")[2].strip() for line in words.splitlines() if line.startswith("Model name")),
        platform.machine(),
    )


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
