"""Hidden tests of pipeline.py: schedules are run by the oracle, and judged by what they cost."""

import math

import oracles_parallelism as oracles
import pytest

from autograder.kit import assert_dict, assert_float, assert_int, assert_list, assert_refused, assert_tuple

surely = pytest.mark.false_alarm(0.0, "whole numbers, and sums of a few hundred times")


def operations(schedule, devices, micro_batches, chunks):
    """The schedule, after a look that every device does all operations of its own stages, each once."""
    for device, order in enumerate(assert_list(schedule, devices)):
        asked = {(kind, number, device + chunk * devices) for kind in "FB" for number in range(micro_batches) for chunk in range(chunks)}
        for operation in assert_list(order, len(asked)):
            kind, number, stage = assert_tuple(operation, 3)
            assert type(kind) is str and type(number) is int and type(stage) is int, operation
        assert set(order) == asked, f"device {device} does not do its own operations, each once"
    return schedule


@pytest.mark.question("schedule")
@pytest.mark.hint("All forward passes, then all backward passes: m + p - 1 slots of each, m activations on every device.")
@surely
def test_gpipe_takes_its_time_and_memory(submission):
    """One to eight stages, fewer and more micro-batches than stages: makespan (m + p - 1)(f + b)."""
    for stages, micro_batches in ((1, 3), (2, 1), (4, 8), (5, 3), (8, 8)):
        schedule = operations(submission.pipeline.pipeline_schedule(stages, micro_batches, "gpipe"), stages, micro_batches, 1)
        for order in schedule:
            assert {kind for kind, _, _ in order[:micro_batches]} == {"F"}
        cost = oracles.run_schedule(schedule, 2.0, 3.0)
        assert cost is not None, "the schedule can never end"
        assert_float(cost[0], 5.0 * (micro_batches + stages - 1))


@pytest.mark.question("schedule")
@pytest.mark.hint("stages - 1 - device forward passes go ahead, never more than there are micro-batches.")
@surely
def test_1f1b_takes_the_same_time_and_less_memory(submission):
    """The same sizes: the same makespan, and at most min(p - d, m) activations alive on device d."""
    for stages, micro_batches in ((1, 3), (2, 1), (4, 8), (5, 3), (8, 8), (3, 10)):
        schedule = operations(submission.pipeline.pipeline_schedule(stages, micro_batches, "1f1b"), stages, micro_batches, 1)
        cost = oracles.run_schedule(schedule, 2.0, 3.0)
        assert cost is not None, "the schedule can never end"
        assert_float(cost[0], 5.0 * (micro_batches + stages - 1))
        most = [min(stages - device, micro_batches) for device in range(stages)]
        assert all(held <= bound for held, bound in zip(cost[2], most, strict=True)), f"{cost[2]} activations alive, at most {most}"


@pytest.mark.question("schedule")
@pytest.mark.hint("At least one stage and one micro-batch; two kinds by name.")
@surely
def test_schedules_that_do_not_exist_are_refused(submission):
    """After a right answer: sizes of 0, other names."""
    assert submission.pipeline.pipeline_schedule(1, 1, "1f1b") == [[("F", 0, 0), ("B", 0, 0)]]
    bad = [(0, 4, "gpipe"), (4, 0, "gpipe"), (0, 4, "1f1b"), (4, 0, "1f1b"), (-1, 2, "1f1b"), (4, 4, "interleaved"), (4, 4, "GPipe")]
    assert_refused(submission.pipeline.pipeline_schedule, *bad)


@pytest.mark.question("interleaved")
@pytest.mark.hint("Groups of `devices` micro-batches; 2 (p - 1 - d) + (v - 1) p forward operations go ahead.")
@surely
def test_chunks_divide_the_bubble(submission):
    """Two to four chunks: makespan (v m + p - 1)(f + b) in times of one chunk, activations within the bound."""
    for devices, micro_batches, chunks in ((2, 4, 2), (3, 3, 2), (4, 8, 2), (2, 6, 4), (3, 9, 3), (1, 2, 2)):
        schedule = submission.pipeline.interleaved_schedule(devices, micro_batches, chunks)
        cost = oracles.run_schedule(operations(schedule, devices, micro_batches, chunks), 1.0, 2.0)
        assert cost is not None, "the schedule can never end"
        assert_float(cost[0], 3.0 * (chunks * micro_batches + devices - 1))
        ahead = [2 * (devices - 1 - device) + (chunks - 1) * devices for device in range(devices)]
        most = [min(chunks * micro_batches, count + 1) for count in ahead]
        assert all(held <= bound for held, bound in zip(cost[2], most, strict=True)), f"{cost[2]} activations alive, at most {most}"


@pytest.mark.question("interleaved")
@pytest.mark.hint("Forward: stage by stage, group by group. Backward: the last stage first.")
@surely
def test_the_order_of_groups_and_stages(submission):
    """Two devices, four micro-batches, three chunks: what the first device does, in order."""
    first, last = assert_list(submission.pipeline.interleaved_schedule(2, 4, 3), 2)
    forwards = [("F", group + number, stage) for group in (0, 2) for stage in (0, 2, 4) for number in (0, 1)]
    backwards = [("B", group + number, stage) for group in (0, 2) for stage in (4, 2, 0) for number in (0, 1)]
    assert [operation for operation in first if operation[0] == "F"] == forwards
    assert [operation for operation in first if operation[0] == "B"] == backwards
    ahead = [next(place for place, operation in enumerate(order) if operation[0] == "B") for order in (first, last)]
    assert ahead == [7, 5], "2 (p - 1 - d) + (v - 1) p forward operations and one more stand before the first backward one"


@pytest.mark.question("interleaved")
@pytest.mark.hint("Two chunks or more, and whole groups of micro-batches.")
@surely
def test_what_cannot_be_interleaved_is_refused(submission):
    """After a right answer: groups that are not whole, one chunk, sizes of 0."""
    assert len(submission.pipeline.interleaved_schedule(1, 1, 2)[0]) == 4
    bad = [(2, 3, 2), (4, 2, 2), (2, 4, 1), (2, 4, 0), (0, 4, 2), (2, 0, 2), (-2, 4, 2), (2, -4, 2)]
    assert_refused(submission.pipeline.interleaved_schedule, *bad)


@pytest.mark.question("pipeline-cost")
@pytest.mark.hint("Start as soon as the device is free and all needs are done; on any placement of the stages.")
@surely
def test_any_schedule_that_can_end(submission, planted):
    """Stages on devices at random, operations in random orders, random times; a device without work is idle; forward passes alone."""
    calls = []
    for devices, stages, micro_batches in ((1, 1, 1), (1, 3, 2), (2, 2, 4), (3, 3, 3), (2, 5, 3), (4, 2, 2)):
        for _ in range(2):
            schedule = oracles.random_schedule(planted, devices, stages, micro_batches)
            calls.append((schedule, float(planted.uniform(0.1, 3)), float(planted.uniform(0.1, 3))))
    forward_only = [[operation for operation in order if operation[0] == "F"] for order in oracles.random_schedule(planted, 3, 3, 4)]
    calls.append((forward_only, 0.5, 2.0))
    for got, call in zip(submission.probes.many("pipeline", "simulate", calls), calls, strict=True):
        assert_dict(got, ["ends", "makespan", "bubble", "in_flight"])
        makespan, bubble, held, ends = oracles.run_schedule(*call)
        for times, right in zip(assert_list(got["ends"], len(ends)), ends, strict=True):
            for value, expected in zip(assert_list(times, len(right)), right, strict=True):
                assert_float(value, expected, rtol=1e-9)
        assert_float(got["makespan"], makespan, rtol=1e-9)
        assert_float(got["bubble"], bubble, rtol=1e-9, atol=1e-12)
        for value, expected in zip(assert_list(got["in_flight"], len(held)), held, strict=True):
            assert_int(value, expected)


@pytest.mark.question("pipeline-cost")
@pytest.mark.hint("Two devices that wait for each other, an operation whose need is nowhere, an operation twice.")
@surely
def test_schedules_that_can_never_end_are_refused(submission):
    """After a right answer: circles, missing operations, doubles, nothing at all, times that are none."""
    one, two = [("F", 0, 0), ("F", 1, 0), ("B", 0, 0), ("B", 1, 0)], [("F", 0, 1), ("B", 0, 1), ("F", 1, 1), ("B", 1, 1)]
    assert_float(submission.pipeline.simulate([one, two], 2, 3)["makespan"], 15.0)
    circle = [[("F", 0, 0), ("B", 0, 0), ("F", 1, 0), ("B", 1, 0)], [("F", 0, 1), ("F", 1, 1), ("B", 0, 1), ("B", 1, 1)]]
    bad = [(circle, 1, 2), ([one, two[:3]], 1, 2), ([one[1:], two], 1, 2), ([one, [*two, ("B", 1, 1)]], 1, 2), ([[], []], 1, 2), ([], 1, 2)]
    bad += [([[("F", 0, 0), ("B", 1, 0)]], 1, 2), ([[("B", 0, 0)]], 1, 2)]
    bad += [([one, two], *times) for times in ((0, 1), (1, 0), (-1, 1), (1, -1), (math.nan, 1), (1, math.nan), (math.inf, 1), (1, math.inf))]
    assert_refused(submission.pipeline.simulate, *bad)


@pytest.mark.question("pipeline-cost")
@pytest.mark.hint("One stage has no bubble; chunks multiply the micro-batches.")
@surely
def test_bubbles_in_closed_form(submission):
    """Sizes of all kinds, with and without chunks; sizes of 0 are refused."""
    calls = [(1, 5), (4, 8), (8, 1), (16, 64, 1), (4, 8, 2), (64, 4, 7)]
    expected = [0, 3 / 11, 7 / 8, 15 / 79, 3 / 19, 63 / 91]
    for got, right in zip(submission.probes.many("pipeline", "bubble_fraction", calls), expected, strict=True):
        assert_float(got, right, rtol=1e-12)
    bad = [(0, 4), (4, 0), (4, 4, 0), (-1, 4)]
    assert_refused(submission.pipeline.bubble_fraction, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
