"""Public tests of pipeline.py: worked examples, one idea each."""

import pytest

from autograder.kit import assert_dict, assert_float, assert_list


def words(order):
    """A device's operations as text: F0 F1 B0 …"""
    return " ".join(f"{kind}{micro_batch}" for kind, micro_batch, _ in order)


@pytest.mark.question("schedule")
@pytest.mark.hint("gpipe: all forward passes first. 1f1b: stages - 1 - device of them go ahead.")
def test_two_stages_three_micro_batches(submission):
    """Both schedules, operation by operation."""
    gpipe = submission.pipeline.pipeline_schedule(2, 3, "gpipe")
    assert [words(order)[:8] for order in gpipe] == ["F0 F1 F2", "F0 F1 F2"]
    assert sorted(gpipe[1][3:]) == [("B", 0, 1), ("B", 1, 1), ("B", 2, 1)]
    one = submission.pipeline.pipeline_schedule(2, 3, "1f1b")
    assert [words(order) for order in one] == ["F0 F1 B0 F2 B1 B2", "F0 B0 F1 B1 F2 B2"]


@pytest.mark.question("interleaved")
@pytest.mark.hint("Groups of `devices` micro-batches: the group through the first stage of the device, then through its second.")
def test_two_devices_with_two_stages_each(submission):
    """Device 0 holds stages 0 and 2, device 1 holds 1 and 3."""
    first, second = assert_list(submission.pipeline.interleaved_schedule(2, 2, 2), 2)
    stages = [("F", 0, 0), ("F", 1, 0), ("F", 0, 2), ("F", 1, 2), ("B", 0, 2), ("B", 1, 2), ("B", 0, 0), ("B", 1, 0)]
    assert first == stages
    assert [(kind, stage) for kind, _, stage in second[:4]] == [("F", 1), ("F", 1), ("F", 3), ("B", 3)]
    with pytest.raises(ValueError):
        submission.pipeline.interleaved_schedule(2, 3, 2)


@pytest.mark.question("pipeline-cost")
@pytest.mark.hint("A device starts its next operation when it is free and everything that the operation needs is done.")
def test_a_small_schedule_by_hand(submission):
    """Two stages, two micro-batches, forward 1 and backward 2: 9 units, of which 6 are work on each device."""
    first = [("F", 0, 0), ("F", 1, 0), ("B", 0, 0), ("B", 1, 0)]
    second = [("F", 0, 1), ("B", 0, 1), ("F", 1, 1), ("B", 1, 1)]
    cost = assert_dict(submission.pipeline.simulate([first, second], 1, 2), ["ends", "makespan", "bubble", "in_flight"])
    assert cost["ends"] == [[1, 2, 6, 9], [2, 4, 5, 7]]
    assert_float(cost["makespan"], 9.0)
    assert_float(cost["bubble"], 1 / 3)
    assert cost["in_flight"] == [2, 1]


@pytest.mark.question("pipeline-cost")
@pytest.mark.hint("When no device can start its next operation and some are left, the schedule can never end.")
def test_a_schedule_that_can_never_end(submission):
    """A right one first; then one that asks for a backward pass before its forward pass."""
    assert_float(submission.pipeline.simulate([[("F", 0, 0), ("B", 0, 0)]], 1, 2)["makespan"], 3.0)
    with pytest.raises(ValueError):
        submission.pipeline.simulate([[("B", 0, 0), ("F", 0, 0)]], 1, 2)


@pytest.mark.question("pipeline-cost")
@pytest.mark.hint("(p - 1) / (v m + p - 1).")
def test_the_bubble_in_closed_form(submission):
    """4 stages and 8 micro-batches: 3 of 11; two chunks: 3 of 19."""
    assert_float(submission.pipeline.bubble_fraction(4, 8), 3 / 11)
    assert_float(submission.pipeline.bubble_fraction(4, 8, 2), 3 / 19)
