"""What is asked of ours alone: further tests, a worker for each test, hostile hand-ins, and whether all time is counted."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.fixtures.hand_ins import ROOT, solution

from .hand_ins import WEEK, burning, hostile
from .ours import graded
from .own import in_process
from .racers import Class, write_files

FEW, MANY = 10, 110
_TEST = '''

@pytest.mark.question("matmul-flops")
def test_one_call_{number}(submission):
    """One call."""
    assert submission.flops.matmul_flops({number}, 3, 5) == 30 * {number}
'''
_HEAD = '"""Tests of one call each."""\n\nimport pytest\n'
_ASSIGNMENT = """title = "One question"
modules = ["flops"]
auto_total = 3
hand_total = 0
worker = "{worker}"

[[questions]]
id = "matmul-flops"
module = "flops"
points = 3
"""


def per_test(made: Class, worker: str, count: int, folder: Path) -> float:
    """Processor seconds of one further test of one call, from suites of FEW and MANY tests."""
    spent = []
    for tests in (FEW, MANY):
        course, given = folder / f"course{tests}", folder / f"given{tests}"
        text = "".join(_TEST.format(number=number) for number in range(1, tests + 1))
        write_files(course / "tests" / WEEK / "hidden", {"test_hidden_one.py": _HEAD + text})
        write_files(course / "assignments" / WEEK, {"assignment.toml": _ASSIGNMENT.format(worker=worker)})
        for name in ("course.toml", ".course_secret"):
            shutil.copyfile(ROOT / name, course / name)
        (course / ".course_secret").chmod(0o600)
        for number in range(count):
            write_files(given / f"s{number}", {"flops.py": solution(WEEK)["flops.py"] + f"# {number}\n"})
        (folder / f"run{tests}").mkdir()
        race = graded(made, given, 1, folder / f"run{tests}", course)
        if any(sum(scores.values()) != 3 for scores in race.scores.values()):
            raise AssertionError("a right hand-in did not pass tests of one call")
        spent.append(race.cost.cpu)
    return (spent[1] - spent[0]) / (count * (MANY - FEW))


def accounting(folder: Path, seconds: float = 0.4) -> tuple[float, float]:
    """(own, seen): more own compute of a hand-in that burns, counted in-process; and what a race of ours saw of it.

    Each race has a start of its own, which varies by a second: what is burnt must be far more.
    """
    place = Class(folder, {"burns": burning(seconds), "calm": solution(WEEK)})
    place.write()
    own = {student: seconds for student, (seconds, _) in in_process(place).items()}
    cpu = {}
    for student in place.files:
        (folder / f"race-{student}").mkdir()
        given = place.copy("hand_ins", [student], folder / f"given-{student}")
        cpu[student] = graded(place, given, 1, folder / f"race-{student}", ROOT).cost.cpu
    return own["burns"] - own["calm"], cpu["burns"] - cpu["calm"]


@dataclass(frozen=True)
class Hostile:
    """With and without hostile hand-ins: wall clock, what the hostile ones took themselves, the honest ones' median latency."""

    count: int
    calm_wall: float
    mixed_wall: float
    hostile_seconds: float
    calm_median: float
    mixed_median: float
    same_scores: bool


def mix(made: Class, students: Sequence[str], cores: int, folder: Path) -> Hostile:
    """5 % of the class, three at least: one of each kind."""
    count = max(3, round(len(students) / 20))
    races = []
    for number, bad in enumerate(({}, hostile(count))):
        place = folder / f"mix{number}"
        place.mkdir(parents=True)
        given = made.copy("hand_ins", students, place / "given")
        for student, files in bad.items():
            write_files(given / student, files)
        races.append(graded(made, given, cores, place, ROOT))
    calm, mixed = races
    names = sorted(mixed.scores)
    latency = dict(zip(names, mixed.latencies, strict=True))
    return Hostile(
        count,
        calm.cost.wall,
        mixed.cost.wall,
        sum(seconds for student, seconds in latency.items() if student not in made.files),
        median(calm.latencies),
        median(seconds for student, seconds in latency.items() if student in made.files),
        all(mixed.scores[student] == calm.scores[student] for student in students),
    )
