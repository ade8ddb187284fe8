"""The benchmark compares like with like: its equivalent notebooks earn what the modules earn, question by question."""

import pytest

from benchmarks import ours, peers
from benchmarks.__main__ import Different, compare
from benchmarks.hand_ins import hand_ins
from benchmarks.measure import Cost
from benchmarks.racers import Class, Race


@pytest.mark.long
def test_equivalent_notebooks_earn_what_the_modules_earn(tmp_path):
    """One wrong and one partial hand-in, by `autograder grade`, pytest in-process, nbgrader and `autograder notebooks`."""
    some = dict(list(hand_ins(3).items())[1:])
    made = Class(tmp_path / "class with a space", some)
    made.write()
    earned = {}
    for racer in (ours.ours(made), peers.plain_pytest(made), peers.nbgrader(made), ours.ours_on_notebooks(made)):
        folder = tmp_path / racer.name
        folder.mkdir()
        earned[racer.name] = racer.race(list(some), 2, folder).scores
    assert all(scores == earned["ours"] for scores in earned.values())
    assert all(0 < sum(scores.values()) < 100 for scores in earned["ours"].values())


def test_the_class_is_the_same_each_time_and_no_two_hand_ins_are_alike():
    made = hand_ins(40)
    assert made == hand_ins(40)
    assert len({tuple(files.items()) for files in made.values()}) == 40


def test_another_score_ends_the_benchmark():
    first, other = (Race(Cost(1, 1, 1), {"s": {"matmul-flops": points}}, ()) for points in (3.0, 2.0))
    with pytest.raises(Different, match=r"s otherwise.*'matmul-flops': \(3.0, 2.0\)"):
        compare(first, other, "a peer")
