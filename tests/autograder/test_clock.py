"""The fixture `clock`: growth is judged, not seconds; a busy machine is asked again; what fails beside others is measured alone."""

import mmap
import os
import random
import time
from contextlib import contextmanager

import pytest

from autograder.grading.lane import Lane
from autograder.kit import clock as kit_clock
from autograder.kit.clock import Clock
from autograder.kit.compare import Mismatch
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.secret import read_secret


class Answers:
    """A submission whose answers take what `seconds(size)` says."""

    def __init__(self, seconds):
        self.seconds, self._spent, self.sizes = seconds, 0.0, []

    def ask(self, size):
        self.sizes.append(size)
        self._spent += self.seconds(size)


def machine(monkeypatch, *spins):
    """The loop that is always the same takes these times, in turn."""
    turns = iter(spins * 1000)
    monkeypatch.setattr(kit_clock, "_spin", lambda: next(turns))


def test_what_grows_as_promised_passes_and_is_measured_once(monkeypatch):
    machine(monkeypatch, 1.0)
    answers = Answers(lambda n: 1e-6 * n)
    timed = Clock(answers)
    timed.assert_growth(answers.ask, 1_000, 16_000, at_most=40)
    assert answers.sizes == [1_000] * 3 + [16_000] and timed.note == ""


def test_what_grows_with_the_square_fails_at_once_on_a_calm_machine(monkeypatch):
    machine(monkeypatch, 1.0, 1.2)
    answers = Answers(lambda n: 1e-9 * n * n)
    with pytest.raises(Mismatch, match=r"size 16,000 took 256 times as long as 1,000; at most 40 times") as caught:
        Clock(answers).assert_growth(answers.ask, 1_000, 16_000, at_most=40)
    assert caught.value.kind == "speed" and answers.sizes.count(16_000) == 1


def test_what_fails_beside_other_tests_is_measured_again_alone(monkeypatch):
    machine(monkeypatch, 1.0)
    seen = []

    @contextmanager
    def alone():
        seen.append("alone")
        yield
        seen.append("with others")

    disturbed = Answers(lambda n: 1e-6 * n * (100.0 if n == 16_000 and not seen else 1.0))
    timed = Clock(disturbed, alone)
    timed.assert_growth(disturbed.ask, 1_000, 16_000, at_most=40)
    assert seen == ["alone", "with others"]
    assert timed.note == "measured 2 times with new inputs, the second time alone on the machine"  # which was calm
    square = Answers(lambda n: 1e-9 * n * n)
    with pytest.raises(Mismatch, match="256 times"):
        Clock(square, alone).assert_growth(square.ask, 1_000, 16_000, at_most=40)
    assert square.sizes.count(16_000) == 2 and len(seen) == 4
    seen.clear()
    linear = Answers(lambda n: 1e-6 * n)
    Clock(linear, alone).assert_growth(linear.ask, 1_000, 16_000, at_most=40)
    assert seen == []  # what passes beside others costs nobody their turn


def test_on_a_busy_machine_it_is_measured_again_and_the_quickest_counts(monkeypatch):
    machine(monkeypatch, 1.0, 3.0)
    disturbed = iter([100.0, 1.0])
    answers = Answers(lambda n: 1e-6 * n * (next(disturbed) if n == 16_000 else 1.0))
    timed = Clock(answers)
    timed.assert_growth(answers.ask, 1_000, 16_000, at_most=40)
    assert timed.note == "measured 2 times with new inputs, since the machine was busy"


def test_a_machine_that_stays_busy_is_named_in_the_end(monkeypatch):
    machine(monkeypatch, 1.0, 3.0)
    answers = Answers(lambda n: 1e-9 * n * n)
    timed = Clock(answers)
    with pytest.raises(Mismatch):
        timed.assert_growth(answers.ask, 1_000, 16_000, at_most=40)
    assert "measured 4 times" in timed.note and "ask for this test to be graded again" in timed.note


def test_making_inputs_and_judging_answers_is_not_timed(monkeypatch):
    machine(monkeypatch, 1.0)
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    answers = Answers(lambda n: 1e-6 * n)

    def ask(size):
        now[0] += size**2  # the test's own work
        answers.ask(size)

    Clock(answers).assert_growth(ask, 1_000, 16_000, at_most=17)


def test_who_is_alone_shares_with_nobody_and_everybody_gets_a_turn():
    lane, seen = Lane(), mmap.mmap(-1, 16)
    children = []
    for child in range(5):
        if (pid := os.fork()) == 0:
            wrong = 0
            for _ in range(40):
                with lane.turn():
                    seen[child] = 1
                    time.sleep(random.random() / 2000)
                    wrong += any(seen[5:])
                    seen[child] = 0
                    if child < 2:
                        with lane.alone():
                            seen[5 + child] = 1
                            time.sleep(random.random() / 2000)
                            wrong += sum(seen[:]) > 1
                            seen[5 + child] = 0
            os._exit(wrong)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0] * 5


TIMED = '''
import pytest
from autograder.kit import assert_int

@pytest.mark.question("half")
def test_growth(submission, clock):
    """Twelve times the size, disturbed at first."""
    disturbed = [True]

    def ask(n):
        if n == 2_400 and disturbed:
            disturbed.clear()
            submission.two.loop(2_000_000)
        assert_int(submission.two.grow(n), 2 * n)

    clock.assert_growth(ask, 200, 2_400, at_most=40)
    assert_int(submission.two.cores(), 1)
'''
TWO = (
    "import os\ndef half(x):\n    return x / 2\ndef cores():\n    return len(os.sched_getaffinity(0))\n"
    "def loop(n):\n    for _ in range(n):\n        pass\n"
)
LINEAR = TWO + "def grow(n):\n    return sum(2 for _ in range(n))\n"
SQUARE = TWO + "def grow(n):\n    return sum(2 for i in range(n) for j in range(n) if i == j)\n"


def test_in_grading_growth_decides_and_a_worker_that_is_measured_alone_keeps_to_one_core(mini, tmp_path):
    (mini.root / "tests/mini/hidden/test_timed.py").write_text(TIMED)
    for name, text in {"linear": LINEAR, "square": SQUARE}.items():
        folder = tmp_path / "in" / name
        folder.mkdir(parents=True)
        (folder / "two.py").write_text(text)
    run = Run(mini, mini.assignment("mini"), RunFolder(tmp_path / "out"), read_secret(mini), 2)
    run.grade(tmp_path / "in", None)
    kinds = {}
    for name in ("linear", "square"):
        verdicts = RunFolder(tmp_path / "out").staff_record(name)["verdicts"]
        kinds[name] = [(v["passed"], v["kind"]) for v in verdicts if "test_growth" in v["test"]]
    assert kinds == {"linear": [(True, "")], "square": [(False, "speed")]}
