"""Hidden tests of batches.py: gradients of the big batch by plain autograd, packings and masks by brute force."""

from itertools import pairwise

import oracles_training as oracles
import pytest
import torch
from oracles_training import normal

from autograder.kit import assert_close, assert_dict, assert_float, assert_list, assert_refused, assert_tuple

rounding = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of double precision")


# ---- accumulate-gradients -------------------------------------------------------------------------------------------


def net(rng, inputs, width, outputs):
    """Weights and biases of two layers."""
    return [normal(rng, *shape) for shape in ((width, inputs), (width,), (outputs, width), (outputs,))]


def micro(rng, sizes, inputs, outputs):
    """Micro-batches of these sizes."""
    return [(normal(rng, size, inputs), normal(rng, size, outputs)) for size in sizes]


def big_batch(weights, micro_batches, kind):
    """Loss and gradients of all samples at once, by autograd."""
    own = [w.clone().requires_grad_() for w in weights]
    x, y = (torch.cat(parts) for parts in zip(*micro_batches))
    loss = getattr(torch.nn.functional, kind)(torch.tanh(x @ own[0].T + own[1]) @ own[2].T + own[3], y)
    loss.backward()
    return loss.item(), [w.grad for w in own]


def assert_accumulated(seen, weights, micro_batches, kind):
    """The big batch's loss and gradients, each micro-batch seen once and in order, and nothing for the idle parameter."""
    loss, grads = big_batch(weights, micro_batches, kind)
    assert_float(seen["loss"], loss, rtol=1e-9)
    for got, expected in zip(assert_list(seen["grads"], 4), grads):
        assert_close(got, expected, rtol=1e-9, atol=1e-12)
    assert seen["idle"] is None or not seen["idle"].any(), "a parameter that takes no part has a gradient"
    assert seen["calls"] == [len(x) for x, _ in micro_batches], f"the model was called with {seen['calls']} samples"


@pytest.mark.question("accumulate-gradients")
@pytest.mark.hint("Each mean weighs its share of all samples: size / total, not 1 / number of micro-batches.")
@rounding
def test_unequal_micro_batches_give_the_big_batch(submission, rng):
    """Sizes from 1 to 9, one micro-batch alone, two losses; gradients from before do not count."""
    weights = net(rng, 3, 5, 2)
    for sizes, kind, old in (([4, 1, 9, 2], "mse_loss", False), ([5], "l1_loss", True), ([1, 7], "mse_loss", True), ([3, 3], "l1_loss", False)):
        micro_batches = micro(rng, sizes, 3, 2)
        assert_accumulated(submission.probes.accumulated(weights, micro_batches, old, kind), weights, micro_batches, kind)


@pytest.mark.question("accumulate-gradients")
@pytest.mark.fresh
@pytest.mark.hint("Go backward after each micro-batch: one backward pass at the end keeps all of their activations.")
@rounding
def test_one_micro_batch_is_alive_at_a_time(submission, rng):
    """Twelve micro-batches of 20 rows and 100 units: 2,000 activations each, 24,000 in all."""
    weights, micro_batches = net(rng, 3, 100, 2), micro(rng, [20] * 12, 3, 2)
    seen = submission.probes.accumulated(weights, micro_batches, False, "mse_loss")
    assert_accumulated(seen, weights, micro_batches, "mse_loss")
    # before and after the tanh, its gradient, and the weights' gradients (502 numbers) twice, for two micro-batches
    assert seen["peak"] <= 12_000, f"{seen['peak']:,} numbers were alive at once"


@pytest.mark.question("accumulate-gradients")
@pytest.mark.hint("Look at all micro-batches before the first gradient changes.")
@rounding
def test_micro_batches_that_make_no_sense_are_refused(submission, rng):
    """After a right answer: none, an empty one, lengths that differ; the old gradients are still there."""
    weights, good = net(rng, 2, 3, 1), micro(rng, [2, 3], 2, 1)
    assert_accumulated(submission.probes.accumulated(weights, good, True, "mse_loss"), weights, good, "mse_loss")
    for bad in ([], [*good, (normal(rng, 0, 2), normal(rng, 0, 1))], [*good, (normal(rng, 3, 2), normal(rng, 1, 1))], [*good, (normal(rng, 1, 2), normal(rng, 2, 1))]):
        assert_refused(submission.probes.accumulated, (weights, bad, True, "mse_loss"))
        left = assert_dict(submission.probes.left(), ["grads", "idle", "calls"])
        assert left["calls"] == [], "the model was called before the micro-batches were refused"
        for got, weight in zip(assert_list(left["grads"], 4), weights):
            assert_close(got, torch.full_like(weight, 7.0), rtol=0)


# ---- pack-sequences -------------------------------------------------------------------------------------------------


@pytest.mark.question("pack-sequences")
@pytest.mark.hint("Longest first, the lower number first of equals, the first row with room, not the fullest.")
def test_packings_are_those_of_first_fit_decreasing(submission, rng):
    """Unpredictable lengths, many of them equal, against filling row after row."""
    for count, capacity in ((1, 5), (40, 12), (60, 100), (25, 1)):
        lengths = [int(v) for v in rng.integers(1, capacity + 1, size=count)]
        seen = submission.probes.call_and_look("batches", "pack_sequences", [lengths, capacity], {})
        rows, expected = seen["result"], oracles.first_fit(lengths, capacity)
        assert type(rows) is list and all(type(row) is list for row in rows), "a list of lists is asked for"
        assert rows == expected and all(type(i) is int for row in rows for i in row), f"got {rows}, expected {expected}"
        assert seen["arguments"][0] == lengths, "the lengths have changed"
    assert submission.batches.pack_sequences([], 7) == []


@pytest.mark.question("pack-sequences")
@pytest.mark.hint("First fit in the order given is much worse than first fit from the longest down.")
def test_the_bound_holds_and_is_reached(submission, rng):
    """Rows cut into pieces, so that the optimum is known: at most 11/9 of it and 6/9. Johnson's example needs 11 for 9."""
    pieces = []
    for _ in range(30):
        cuts = sorted({0, 60, *(int(v) for v in rng.integers(1, 60, size=3))})
        pieces += [b - a for a, b in pairwise(cuts)]
    pieces = [pieces[i] for i in rng.permutation(len(pieces))]
    rows = submission.batches.pack_sequences(pieces, 60)
    assert sorted(i for row in rows for i in row) == list(range(len(pieces))), "each sequence belongs to one row"
    assert all(sum(pieces[i] for i in row) <= 60 for row in rows), "a row is too full"
    assert len(rows) >= 30 and 9 * len(rows) <= 11 * 30 + 6
    hard = [51] * 6 + [27] * 6 + [26] * 6 + [23] * 12
    hard = [hard[i] for i in rng.permutation(len(hard))]
    assert len(submission.batches.pack_sequences(hard, 100)) == 11


@pytest.mark.question("pack-sequences")
@pytest.mark.hint("Lengths from 1 to the capacity: anything else is a ValueError.")
def test_sequences_that_fit_no_row_are_refused(submission, rng):
    """After a right answer, one thing wrong at a time."""
    lengths = [int(v) for v in rng.integers(2, 9, size=6)]
    assert submission.batches.pack_sequences(lengths, 9) == oracles.first_fit(lengths, 9)
    bad = [([*lengths, 10], 9), ([0, *lengths], 9), ([*lengths, -1], 9), ([], 0), ([], -3)]
    assert_refused(submission.batches.pack_sequences, *bad)


# ---- packed-mask ----------------------------------------------------------------------------------------------------


@pytest.mark.question("packed-mask")
@pytest.mark.hint("Blocks on the diagonal, lower triangles with causal; padding sees itself; positions start anew.")
def test_masks_and_positions_place_by_place(submission, rng):
    """Rows with and without padding, one sequence, none; causal by default, and not."""
    for count, padding in ((4, 3), (1, 0), (6, 0), (0, 3), (3, 1)):
        lengths = [int(v) for v in rng.integers(1, 6, size=count)]
        capacity = sum(lengths) + padding
        for options in ({}, {"causal": False}, {"causal": True}):
            mask, positions = assert_tuple(submission.batches.packed_mask(lengths, capacity, **options), 2)
            expected_mask, expected_positions = oracles.mask_by_pairs(lengths, capacity, options.get("causal", True))
            assert_close(mask, expected_mask)
            assert_close(positions, expected_positions)


@pytest.mark.question("packed-mask")
@pytest.mark.hint("Nothing may flow from one sequence to another, or into a row of only padding.")
@rounding
def test_packed_attention_equals_attention_sequence_by_sequence(submission, rng):
    """Random queries, keys and values, with a position code added by the positions that came back."""
    lengths = [int(v) for v in rng.integers(2, 7, size=4)]
    capacity = sum(lengths) + 3
    table = normal(rng, capacity, 5)
    q, k, v = (normal(rng, capacity, 5) for _ in range(3))
    for causal in (True, False):
        mask, positions = assert_tuple(submission.batches.packed_mask(lengths, capacity, causal), 2)
        assert_close(positions, oracles.mask_by_pairs(lengths, capacity, causal)[1])
        packed = oracles.attention(q + table[positions], k + table[positions], v, mask)
        assert torch.isfinite(packed).all(), "a place of padding looks at nothing"
        first = 0
        for length in lengths:
            part = slice(first, first + length)
            alone = torch.ones(length, length, dtype=torch.bool).tril() if causal else torch.ones(length, length, dtype=torch.bool)
            expected = oracles.attention(q[part] + table[:length], k[part] + table[:length], v[part], alone)
            assert_close(packed[part], expected, rtol=1e-9, atol=1e-12)
            first += length


@pytest.mark.question("packed-mask")
@pytest.mark.hint("More tokens than places, or an empty sequence: ValueError.")
def test_rows_that_overflow_are_refused(submission, rng):
    """After a right answer that fills the row exactly."""
    lengths = [int(v) for v in rng.integers(1, 6, size=3)]
    mask, _ = assert_tuple(submission.batches.packed_mask(lengths, sum(lengths)), 2)
    assert_close(mask, oracles.mask_by_pairs(lengths, sum(lengths), True)[0])
    bad = [(lengths, sum(lengths) - 1), ([0, *lengths], 50), ([*lengths, -1], 50), ([], -1)]
    assert_refused(submission.batches.packed_mask, *bad)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
