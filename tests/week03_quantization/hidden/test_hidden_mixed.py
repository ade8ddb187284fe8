"""Hidden tests of mixed.py: bytes counted bit by bit, allocations against all combinations and a table of budgets.

Of several best allocations any is right: the sum of losses is judged, not the list.
"""

import math

import pytest
from oracles_quantization import least_loss_by_table, least_loss_by_trial

from autograder.kit import assert_int, assert_list, assert_refused

NAN, INF = float("nan"), float("inf")


def ints(rng, count, low, high):
    """That many unpredictable Python ints from low to high."""
    return [int(value) for value in rng.integers(low, high + 1, size=count)]


def bytes_of_bits(bits):
    """Whole bytes that hold so many bits, by division with remainder."""
    whole, rest = divmod(bits, 8)
    return whole + (1 if rest else 0)


# ---- storage --------------------------------------------------------------------------------------------------------


@pytest.mark.question("storage")
@pytest.mark.hint("ceil(values * bits / 8), in whole numbers, once for the tensor.")
def test_affine_codes_of_every_width(submission, rng):
    """1 to 32 bits, numbers of values with every remainder, scales with and without zero points."""
    for bits in (1, 2, 3, 4, 5, 7, 8, 11, 16, 32):
        for values in (*ints(rng, 2, 1, 10**6), 0, 1, 9):
            scales = ints(rng, 1, 1, 500)[0]
            packed = bytes_of_bits(values * bits)
            assert_int(submission.mixed.affine_bytes(values, bits), packed + 8)
            assert_int(submission.mixed.affine_bytes(values, bits, scales), packed + 8 * scales)
            assert_int(submission.mixed.affine_bytes(values, bits, scales, zero_points=False), packed + 4 * scales)


@pytest.mark.question("storage")
@pytest.mark.hint("2^bits centroids of 4 bytes each, used or not.")
def test_codebooks(submission, rng):
    """Widths from 1 to 16; Han et al.'s 16 values with 4 centroids shrink 3.2 times."""
    for bits in (1, 2, 3, 4, 8, 16):
        values = ints(rng, 1, 1, 10**6)[0]
        assert_int(submission.mixed.codebook_bytes(values, bits), bytes_of_bits(values * bits) + 4 * 2**bits)
    assert 16 * 4 / submission.mixed.codebook_bytes(16, 2) == 3.2


@pytest.mark.question("storage")
@pytest.mark.hint("Python ints are exact: no float, no rounding up through math.ceil of a quotient.")
def test_huge_tensors_are_counted_exactly(submission, rng):
    """More than 2^53 values."""
    values = 2**60 + ints(rng, 1, 1, 10**6)[0] * 8 + 1
    assert_int(submission.mixed.affine_bytes(values, 3), bytes_of_bits(values * 3) + 8)
    assert_int(submission.mixed.codebook_bytes(values, 5), bytes_of_bits(values * 5) + 128)


@pytest.mark.question("storage")
@pytest.mark.hint("Values 0 or more, bits from 1 to 32, at least one scale.")
def test_amounts_that_make_no_sense_are_refused(submission, rng):
    """After right answers: values, bits, scales, numbers that are not whole."""
    assert_int(submission.mixed.affine_bytes(10, 4), 13)
    assert_int(submission.mixed.codebook_bytes(0, 1), 8)
    assert_refused(submission.mixed.affine_bytes, (-1, 4), (10, 0), (10, -4), (10, 33), (10, 4, 0), (10, 4, -1), (0, 0))
    assert_refused(submission.mixed.codebook_bytes, (-8, 4), (10, 0), (10, 33), (10, -1))
    assert_refused(submission.mixed.affine_bytes, (10, 2.5), (2.5, 4), ("10", 4), error=(TypeError, ValueError))


# ---- allocate-bits --------------------------------------------------------------------------------------------------


def some_costs(rng, layers, choices, largest=100):
    """Layers with that many choices of bits each; bytes and losses unrelated to the bits, losses of both signs."""
    return [
        {
            bits: (int(rng.integers(0, largest)), float(rng.normal()))
            for bits in rng.permutation([2, 3, 4, 5, 6, 8, 16])[:choices].tolist()
        }
        for _ in range(layers)
    ]


def judge_allocation(got, costs, budget, least):
    """One of the layer's own choices for each layer, within the budget, and the least loss (sums in another order)."""
    bits = assert_list(got, len(costs))
    for choice, layer in zip(bits, costs, strict=True):
        assert type(choice) is int and choice in layer, f"{choice!r} is not among a layer's choices"
    spent = sum(layer[choice][0] for choice, layer in zip(bits, costs, strict=True))
    loss = math.fsum(layer[choice][1] for choice, layer in zip(bits, costs, strict=True))
    assert spent <= budget, f"{spent} bytes are spent of {budget}"
    assert loss <= least + 1e-9 * len(costs), f"a loss of {loss:.6f}; {least:.6f} can be had"


@pytest.mark.question("allocate-bits")
@pytest.mark.hint("The best gain per byte first is not always best: keep every partial sum that none dominates.")
def test_small_nets_against_all_combinations(submission, rng):
    """40 nets of 1 to 5 layers with 1 to 4 choices, tight to ample budgets; nets where the best gain per byte is a trap."""
    for unit in ints(rng, 3, 1, 50):
        gain = float(rng.uniform(1, 5))
        # 2.1 gains a unit in the first layer, 2 in the second; with 5 units the second alone is better, with 8 both fit
        costs = [{2: (0, 6.3 * gain), 4: (3 * unit, 0.0)}, {2: (0, 10 * gain), 4: (5 * unit, 0.0)}]
        for budget in (3 * unit, 5 * unit, 8 * unit):
            judge_allocation(submission.mixed.allocate_bits(costs, budget), costs, budget, least_loss_by_trial(costs, budget))
    for _ in range(40):
        costs = some_costs(rng, int(rng.integers(1, 6)), int(rng.integers(1, 5)))
        least = sum(min(size for size, _ in layer.values()) for layer in costs)
        most = sum(max(size for size, _ in layer.values()) for layer in costs)
        budget = int(least + (most - least) * rng.uniform(0, 0.7))
        judge_allocation(submission.mixed.allocate_bits(costs, budget), costs, budget, least_loss_by_trial(costs, budget))


@pytest.mark.question("allocate-bits")
@pytest.mark.hint("A budget that is spent to the last byte is not exceeded.")
def test_budgets_to_the_byte(submission, rng):
    """Real layers: fewer bits, fewer bytes, more loss. Exactly the smallest, exactly the largest, one byte less."""
    costs = []
    for _ in range(5):
        values, curve = int(rng.integers(8, 90)) * 8, float(rng.uniform(0.5, 20))
        costs.append({bits: (values * bits // 8, curve * 4.0**-bits) for bits in (2, 4, 8)})
    least, most = (sum(layer[bits][0] for layer in costs) for bits in (2, 8))
    for budget in (least, least + 1, (least + most) // 2, most - 1, most, 10 * most):
        judge_allocation(submission.mixed.allocate_bits(costs, budget), costs, budget, least_loss_by_trial(costs, budget))
    assert_refused(submission.mixed.allocate_bits, (costs, least - 1))


@pytest.mark.question("allocate-bits")
@pytest.mark.hint("5^30 combinations are too many; partial sums that are dominated can be thrown away after each layer.")
def test_thirty_layers(submission, rng):
    """30 layers with 5 choices each and a budget of about 1,500 bytes, against a table over all budgets; no layers at all."""
    costs = some_costs(rng, 30, 5)
    for budget in (700, 1500):
        judge_allocation(submission.mixed.allocate_bits(costs, budget), costs, budget, least_loss_by_table(costs, budget))
    assert_list(submission.mixed.allocate_bits([], 0), 0)


@pytest.mark.question("allocate-bits")
@pytest.mark.hint("Lists and dicts belong to the caller; nothing is kept between calls.")
def test_the_costs_are_left_alone(submission, rng):
    """Two nets, one after the other; the costs afterwards."""
    for _ in range(2):
        costs = some_costs(rng, 4, 3)
        budget = sum(min(size for size, _ in layer.values()) for layer in costs) + 40
        seen = submission.probes.call_and_look("mixed", "allocate_bits", [costs, budget], {})
        judge_allocation(seen["result"], costs, budget, least_loss_by_trial(costs, budget))
        assert seen["arguments"] == [costs, budget], "the costs were changed"


@pytest.mark.question("allocate-bits")
@pytest.mark.hint("No choice, negative bytes, a loss that is not finite, a budget below 0 or too small: ValueError.")
def test_costs_that_make_no_sense_are_refused(submission, rng):
    """After a right answer: choices, bytes, losses, budgets; a bad choice counts also where it would never be taken."""
    costs = some_costs(rng, 3, 3, largest=10)
    judge_allocation(submission.mixed.allocate_bits(costs, 30), costs, 30, least_loss_by_trial(costs, 30))
    good = {4: (10, 0.5)}
    bad = [([good, {}], 99), ([{4: (-1, 0.5)}], 99), ([good, {4: (10, NAN)}], 99), ([{**good, 8: (50, INF)}], 20)]
    assert_refused(submission.mixed.allocate_bits, *bad, ([good], -1), ([good], 9), ([good, good], 19), ([], -1), ([{**good, 8: (-50, 9.0)}], 20))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
