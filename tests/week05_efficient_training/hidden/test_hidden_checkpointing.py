"""Hidden tests of checkpointing.py: plans against all plans, gradients against plain autograd, bytes and calls exactly.

What is alive is counted by storage, whatever holds it: the graph, a list, an attribute.
"""

from itertools import pairwise

import oracles_training as oracles
import pytest
import torch
from oracles_training import F64, normal, plain, plan_bytes

from autograder.kit import assert_close, assert_float, assert_int, assert_list, assert_refused, assert_same_shape

NAN = float("nan")
#: How often right work fails a test that has a tolerance.
rounding = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of double precision")


def whole(rng, count, low, high):
    """That many unpredictable Python ints from low to high."""
    return [int(v) for v in rng.integers(low, high + 1, size=count)]


# ---- checkpoint-plan ------------------------------------------------------------------------------------------------


def assert_plan(starts, costs, budget):
    """A plan that fits; returned is how many layers it computes twice."""
    assert type(starts) is list and starts and all(type(start) is int for start in starts), "a list of ints is asked for"
    assert starts[0] == 0 and starts == sorted(set(starts)) and starts[-1] < len(costs), "starts begin with 0 and ascend"
    assert plan_bytes(costs, starts) <= budget, f"the plan needs {plan_bytes(costs, starts)} bytes of {budget}"
    return starts[-1]


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("The fewest bytes kept before each layer decide; a cheap input is a good place to cut.")
def test_no_plan_that_fits_computes_fewer_layers_twice(submission, rng):
    """Up to eight layers of unpredictable costs, every budget at which something changes, against all plans."""
    for count in (1, 2, 5, 7, 8):
        costs = whole(rng, count, 0, 9)
        plans = oracles.all_plans(costs)
        budgets = sorted({size for size, _ in plans})
        for budget in (budgets[0], budgets[len(budgets) // 3], budgets[len(budgets) // 2], budgets[-1]):
            starts = submission.checkpointing.checkpoint_plan(costs, budget)
            assert_int(assert_plan(starts, costs, budget), min(twice for size, twice in plans if size <= budget))


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("With equal costs the segments get shorter towards the end: more is kept when they are at work.")
def test_equal_costs_have_a_closed_form(submission, rng):
    """b + (b-1) + ... + 1 layers fit b units; one more does not. The whole network fits as it is."""
    (unit,) = whole(rng, 1, 10**6, 10**7)
    for b in (3, 6, 11):
        costs = [unit] * (b * (b + 1) // 2)
        starts = submission.checkpointing.checkpoint_plan(costs, b * unit)
        assert_int(assert_plan(starts, costs, b * unit), len(costs) - 1)
        with pytest.raises(ValueError):
            submission.checkpointing.checkpoint_plan([*costs, unit], b * unit)
    assert assert_list(submission.checkpointing.checkpoint_plan(costs, len(costs) * unit), 1) == [0]
    assert assert_plan(submission.checkpointing.checkpoint_plan(costs, len(costs) * unit - 1), costs, len(costs) * unit - 1) > 0


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("A greedy cut, as late as the budget allows, keeps an expensive input where a cheap one was near.")
def test_cuts_are_made_where_the_input_is_small(submission, rng):
    """A costly layer where the first segment could end at the latest, a cheap one before it; numbers of bytes like those of real networks."""
    (unit,) = whole(rng, 1, 10**9, 2 * 10**9)
    costs = [4 * unit, 2 * unit, unit, 5 * unit, 4 * unit, 4 * unit, 2 * unit]
    budget = 15 * unit
    best = min(twice for size, twice in oracles.all_plans(costs) if size <= budget)
    assert_int(assert_plan(submission.checkpointing.checkpoint_plan(costs, budget), costs, budget), best)
    tight = min(size for size, _ in oracles.all_plans(costs))
    assert_plan(submission.checkpointing.checkpoint_plan(costs, tight), costs, tight)


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("No dictionary of all plans: a hundred and fifty layers are ten to the forty-five of them.")
def test_a_hundred_and_fifty_layers(submission, rng):
    """First four layers; then many, with costs that stay as they are."""
    assert assert_plan(submission.checkpointing.checkpoint_plan([3, 3, 3, 3], 9), [3, 3, 3, 3], 9) == 2
    costs = whole(rng, 150, 50, 99)
    seen = submission.probes.call_and_look("checkpointing", "checkpoint_plan", [costs, 3000], {})
    twice = assert_plan(seen["result"], costs, 3000)
    assert seen["arguments"][0] == costs, "the costs have changed"
    # the last segment begins with at least the first input kept, and takes what then fits
    assert sum(costs[twice:]) > 3000 - 99 * len(seen["result"]), "the last segment could be longer"


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("No layers, a negative cost, a budget that nothing fits: ValueError.")
def test_what_no_plan_fits_is_refused(submission, rng):
    """After a right answer at the least budget: one byte less, and costs that make no sense."""
    costs = whole(rng, 5, 2, 9)
    least = min(size for size, _ in oracles.all_plans(costs))
    assert_plan(submission.checkpointing.checkpoint_plan(costs, least), costs, least)
    bad = [(costs, least - 1), (costs, 0), ([], 10), ([3, -1, 3], 10), ([-1], 10)]
    assert_refused(submission.checkpointing.checkpoint_plan, *bad)


# ---- checkpoint-sequential ------------------------------------------------------------------------------------------


def network(rng, sizes):
    """Layers sin(x @ weight) of these sizes."""
    return [("linear", normal(rng, a, b) / a**0.5) for a, b in pairwise(sizes)]


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("Run the segment again with gradients switched on, then go backward through it with the gradient that came in.")
@rounding
def test_gradients_are_those_of_the_plain_network(submission, rng):
    """Several plans, sizes that change, any incoming gradient; x and all weights."""
    layers, x, incoming = network(rng, [5, 7, 4, 6, 3, 8]), normal(rng, 6, 5), normal(rng, 6, 8)
    y, grad_x, grads = plain(layers, x, incoming)
    for starts in ([0], [0, 2], [0, 1, 2, 3, 4], [0, 3, 4]):
        seen = submission.probes.checkpointed(layers, x, starts, incoming, {})
        assert_close(seen["y"], y, rtol=1e-12)
        assert_close(seen["x.grad"], grad_x, rtol=1e-9, atol=1e-12)
        for got, expected in zip(assert_list(seen["grads"], 5), grads):
            assert_close(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("A Function whose tensor inputs all ask for no gradient records nothing: give it one that does.")
@rounding
def test_weights_get_gradients_when_the_input_asks_for_none(submission, rng):
    """Images as they come from a data set, and whole numbers that go into an embedding."""
    layers, x, incoming = network(rng, [5, 7, 4, 6]), normal(rng, 6, 5), normal(rng, 6, 6)
    words = ([("embed", normal(rng, 9, 5)), *layers], torch.tensor(whole(rng, 6, 0, 8)))
    for stack, inputs in ((layers, x), words):
        y, _, grads = plain(stack, inputs, incoming)
        seen = submission.probes.checkpointed(stack, inputs, [0, 2], incoming, {"needs": False})
        assert_close(seen["y"], y, rtol=1e-12)
        for got, expected in zip(assert_list(seen["grads"], 3), grads):
            assert got is not None, "a weight has no gradient"
            assert_close(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.fresh
@pytest.mark.hint("Kept are the first inputs of all segments but the last, and what the last one keeps by itself.")
def test_bytes_kept_and_layers_run_again_are_those_of_the_plan(submission, rng):
    """Layers of unpredictable sizes: numbers alive between the passes exactly, each layer's runs exactly, in order."""
    sizes = whole(rng, 9, 20, 60)
    layers, x = [("resize", m) for m in sizes], normal(rng, sizes[0])
    inputs = [sizes[0], *sizes[:-1]]
    for starts in ([0], [0, 3, 7], [0, 1, 4, 8], [0, 5]):
        last = starts[-1]
        seen = submission.probes.checkpointed(layers, x, starts, torch.ones(sizes[-1], dtype=F64), {})
        assert seen["forward"] == list(range(9)), f"the forward pass ran the layers {seen['forward']}"
        # x is the caller's and not counted; the sine saves its input; the output is alive besides
        kept = sum(inputs[start] for start in starts[1:-1]) + sum(inputs[max(last, 1) :]) + sizes[-1]
        assert_int(seen["kept"], kept)
        assert seen["saved"] <= kept - sizes[-1] + inputs[0], "autograd was given more to save than the plan keeps"
        again = [i for a, b in reversed(list(pairwise(starts))) for i in range(a, b)]
        assert seen["backward"] == again, f"the backward pass ran the layers {seen['backward']}"


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.fresh
@pytest.mark.hint("Of sixty-four layers in segments of eight, eight inputs and one segment are alive at a time.")
@rounding
def test_sixty_four_layers_in_segments_of_eight_need_a_quarter(submission, rng):
    """The most numbers alive in the backward pass, against those without checkpointing; gradients are equal."""
    layers, x = [("resize", 50)] * 64, normal(rng, 50)
    ones = torch.ones(50, dtype=F64)
    whole_network = submission.probes.checkpointed(layers, x, [0], ones, {})
    segments = submission.probes.checkpointed(layers, x, list(range(0, 64, 8)), ones, {})
    assert_close(segments["x.grad"], whole_network["x.grad"], rtol=1e-12)
    assert_int(whole_network["kept"], 64 * 50)  # 63 inputs besides x, and the output
    assert_int(segments["kept"], 15 * 50)  # 7 first inputs besides x, 7 in the last segment, and the output
    # at work besides: gradients, a sine before it is cut, and the copy that a layer hands on
    assert whole_network["peak"] >= 64 * 50
    assert segments["peak"] <= (15 + 6) * 50, f"{segments['peak'] / 50:.0f} activations were alive at once"


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("Dropout must drop the same again: keep the random state of each segment, and give the present one back.")
@rounding
def test_dropout_is_the_same_again(submission, rng, planted):
    """Dropout is a product: the output must be x times its gradient. Random numbers go on as without checkpointing."""
    x = normal(rng, 300) + 3
    for starts in ([0, 1, 2], [0, 2]):
        layers = [("dropout", 0.5), ("dropout", 0.3), ("dropout", 0.2)]
        seed = int(planted.integers(2**31))
        seen = submission.probes.checkpointed(layers, x, starts, torch.ones(300, dtype=F64), {"seed": seed})
        assert 20 < int((seen["y"] != 0).sum()) < 200, "no dropout"  # 84 expected, standard deviation 8
        assert_same_shape(seen["x.grad"], (300,))
        assert_close(seen["x.grad"] * x, seen["y"], rtol=1e-9)
        torch.manual_seed(seed)
        h = x
        for _, p in layers:
            h = torch.nn.functional.dropout(h, p)
        for got in assert_list(seen["drawn"], 2):
            assert_close(got, torch.rand(3), rtol=0)


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("What belongs to one call must not lie in a place that the next call writes to.")
@rounding
def test_two_inputs_forward_then_both_backward(submission, rng):
    """Dropout once more: each output is its own input times its own gradient."""
    layers = [("dropout", 0.5), ("dropout", 0.4), ("dropout", 0.1)]
    both = submission.probes.checkpointed_twice(layers, normal(rng, 200) + 3, normal(rng, 200) - 3, [0, 1, 2], torch.ones(200, dtype=F64))
    for x, y, grad in assert_list(both, 2):
        assert int((y != 0).sum()) > 10
        assert_same_shape(grad, (200,))
        assert_close(grad * x, y, rtol=1e-9)


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("Under torch.no_grad there is nothing to keep. Plans are checked before a layer runs.")
@rounding
def test_without_gradients_once_and_no_plan_refused(submission, rng):
    """Each layer once and no graph; then ValueErrors before any layer has run."""
    layers, x = network(rng, [4, 4, 4, 4]), normal(rng, 3, 4)
    seen = submission.probes.unwatched(layers, x, [0, 1, 3 - 1])
    assert_close(seen["y"], plain(layers, x, torch.ones(3, 4, dtype=F64))[0], rtol=1e-12)
    assert seen["ran"] == [0, 1, 2] and seen["asks"] is False
    ones = torch.ones(3, 4, dtype=F64)
    seen = submission.probes.checkpointed(layers, x, [0, 2], ones, {})
    assert_close(seen["y"], plain(layers, x, ones)[0], rtol=1e-12)
    for starts in ([], [1], [0, 3], [0, 5], [0, 2, 1], [0, 1, 1], [0, 0, 1], [0, -1], [-1, 1], [1, 2]):
        assert_refused(submission.probes.checkpointed, (layers, x, starts, ones, {}))
        assert submission.probes.left() == {"forward": []}, f"starts {starts} must be refused before a layer runs"
    assert_refused(submission.probes.checkpointed, ([], x, [0], ones, {}))


# ---- mfu ------------------------------------------------------------------------------------------------------------


@pytest.mark.question("mfu")
@pytest.mark.hint("6 FLOPs a parameter, 12 * layers * heads * head_dim * context for attention, each for one token.")
@rounding
def test_palm_and_the_definition(submission, rng):
    """PaLM 540B's published 46.2 %, and unpredictable networks."""
    palm = submission.checkpointing.mfu(238.3e3, 540_350_000_000, 118, 48, 256, 2048, 6144 * 275e12)
    assert_float(palm, 0.462, rtol=2e-3)
    for _ in range(2):
        params, layers, heads, head_dim, context = whole(rng, 5, 3, 300)
        rate, peak = float(rng.uniform(1, 9)), float(rng.uniform(1e6, 1e9))
        # by running the counts: multiply-adds of the weights and of scores and values; backward twice the forward pass
        token = 3 * (2 * params + layers * heads * 2 * (2 * head_dim * context))
        assert_float(submission.checkpointing.mfu(rate, params, layers, heads, head_dim, context, peak), rate * token / peak)
    assert_float(submission.checkpointing.mfu(rate, params, 0, heads, head_dim, context, peak), 6 * rate * params / peak)
    assert_float(submission.checkpointing.mfu(0.0, params, layers, heads, head_dim, context, peak), 0.0)
    assert_float(submission.checkpointing.mfu(rate, params, 0, heads, head_dim, context, 0.5), 12 * rate * params)


@pytest.mark.question("mfu")
@pytest.mark.hint("Negative numbers, a peak of 0, and NaN: ValueError.")
def test_what_is_no_rate_is_refused(submission, rng):
    """After a valid call: each argument in turn."""
    good = [float(rng.uniform(1, 9)), *whole(rng, 5, 3, 30), 1e6]
    assert_float(submission.checkpointing.mfu(*good), good[0] * (6 * good[1] + 12 * good[2] * good[3] * good[4] * good[5]) / 1e6)
    bad = [(*good[:place], wrong, *good[place + 1 :]) for place in range(7) for wrong in (-1, NAN)]
    assert_refused(submission.checkpointing.mfu, *bad, (*good[:6], 0))


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
