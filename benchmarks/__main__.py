"""`python -m benchmarks`: rounds in which all racers take turns, then what is asked of ours alone, then RESULTS.md.

The hand-ins are dealt over the rounds. Every race's scores are held against the round's first race of ours; the first
difference ends the benchmark without a result.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fixtures.hand_ins import ROOT

from . import extra, ours, peers
from .hand_ins import hand_ins
from .measure import CommandFailed, cores
from .own import in_process
from .profile import profile
from .racers import Class, Race, Racer
from .results import Entry, Figures, page

HOME = ROOT / "build" / "bench"
PEERS: dict[str, Callable[[Class], Racer]] = {
    "pytest": peers.plain_pytest,
    "nbgrader": peers.nbgrader,
    "otter": peers.otter,
    "notebooks": ours.ours_on_notebooks,
}


class Different(Exception):
    """Two graders gave different scores: there is nothing to compare."""


def say(text: str) -> None:
    """Progress, on standard error."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def compare(first: Race, other: Race, who: str) -> None:
    """Raises Different, with the hand-in and the questions."""
    for student, scores in other.scores.items():
        if scores != first.scores[student]:
            both = {
                q: (first.scores[student][q], scores.get(q))
                for q in first.scores[student]
                if first.scores[student][q] != scores.get(q)
            }
            raise Different(f"{who} scores {student} otherwise than `autograder grade` (ours, theirs): {both}")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all was measured, or what could not take part is named."""
    given = _parse(arguments)
    made = Class(HOME, hand_ins(given.hand_ins))
    made.write()
    students = list(made.files)
    some = students[: given.notebooks or len(students)]
    racers, absent = [ours.ours(made)], {}
    for name in given.peers.split(","):
        try:
            if name:
                racers.append(PEERS[name](made))
        except peers.NotHere as error:
            absent[name] = str(error)
    try:
        figures = _measure(made, racers, students, some, given.rounds, absent, given.races_only)
    except (Different, CommandFailed) as error:
        print(f"the benchmark stops here: {error}", file=sys.stderr)
        return 1
    given.out.write_text(page(figures), encoding="utf-8")
    say(f"written: {given.out}")
    return 0


def _measure(
    made: Class,
    racers: list[Racer],
    students: list[str],
    some: list[str],
    rounds: int,
    absent: dict[str, str],
    quick: bool,
) -> Figures:
    races = HOME / "races"
    shutil.rmtree(races, ignore_errors=True)
    figures = Figures(students, some, rounds, absent=absent, racers=racers)
    say("own compute, in-process")
    seconds = in_process(made)
    figures.own = {student: own for student, (own, _) in seconds.items()}
    figures.weight = {student: whole - own for student, (own, whole) in seconds.items()}
    right: list[str] = []
    for number in range(rounds):
        part, first = students[number::rounds], None
        for count in dict.fromkeys((1, len(cores()))):
            for racer in racers:
                for whom in (part[:1], some[number::rounds] if racer.notebooks else part):
                    if len(whom) == 1 and (count > 1 or racer.start == "each"):
                        continue  # they have no start that submissions share
                    place = races / f"{number}-{count}-{racer.name.replace(' ', '')}-{len(whom)}"
                    place.mkdir(parents=True)
                    say(f"round {number + 1}: {racer.name}, {len(whom)} hand-ins, {count} at a time")
                    race = racer.race(whom, count, place)
                    if first is None or (racer is racers[0] and len(first.scores) < len(race.scores)):
                        first = race
                    compare(first, race, racer.title)
                    figures.entries.append(Entry(racer.name, number, count, tuple(whom), race))
                    shutil.rmtree(place)
        right += [student for student in part if first and sum(first.scores[student].values()) == 100]
    if quick:
        return figures
    say("ours: whether all time is counted")
    figures.accounting = extra.accounting(_fresh(races / "accounting"))
    say("ours: further tests")
    figures.per_test = extra.per_test(made, "submission", 10, _fresh(races / "shared"))
    figures.per_fresh_test = extra.per_test(made, "test", 4, _fresh(races / "fresh"))
    say("ours: a hostile mix")
    figures.hostile = extra.mix(made, students, len(cores()), _fresh(races / "hostile"))
    say("ours: the profile of one submission")
    figures.profiled = right[:8]
    where = made.copy("hand_ins", figures.profiled, _fresh(races / "profile") / "given")
    figures.profile = profile(made, where, races / "profile" / "out", cores()[-1])
    return figures


def _fresh(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Race the grader against what courses use instead."
    )
    parser.add_argument("--hand-ins", type=int, default=102, help="how many hand-ins (default 102)")
    parser.add_argument("--notebooks", type=int, default=0, help="how many of them notebook graders get (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in which all take turns, each on its share of the hand-ins (default 3)")
    parser.add_argument("--peers", default=",".join(PEERS), help=f"who races against us (default: {','.join(PEERS)})")
    parser.add_argument("--races-only", action="store_true", help="leave out what is asked of ours alone")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "benchmarks" / "RESULTS.md", help="the page (default: benchmarks/RESULTS.md)"
    )
    given = parser.parse_args(arguments)
    unknown = {name for name in given.peers.split(",") if name} - set(PEERS)
    few = min(given.hand_ins, given.notebooks or given.hand_ins) < 2 * max(1, given.rounds)
    if given.rounds < 1 or few or unknown:
        parser.error(f"one round at least, with two hand-ins and two notebooks each; peers are {', '.join(PEERS)}")
    return given


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
