"""Public tests of budgets.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest

from autograder.kit import assert_float, assert_int, assert_list


@pytest.mark.question("cubic-schedule")
@pytest.mark.hint("final + (initial - final) * (1 - part)**3, with the part of the way from 0 to 1.")
def test_half_way_to_ninety_percent(submission):
    """From 0 to 0.9: 0.7875 half way, 0 before the start, 0.9 after the end."""
    assert_float(submission.budgets.cubic_schedule(50, 0, 100, 0.9), 0.7875)
    assert_float(submission.budgets.cubic_schedule(10, 20, 100, 0.9), 0.0)
    assert_float(submission.budgets.cubic_schedule(500, 20, 100, 0.9), 0.9)


@pytest.mark.question("cubic-schedule")
@pytest.mark.hint("start must come before end.")
def test_a_schedule_needs_time(submission):
    """From 0.2 to 0.6; a schedule that ends where it starts is refused."""
    assert_float(submission.budgets.cubic_schedule(15, 10, 20, 0.6, initial=0.2), 0.55)
    with pytest.raises(ValueError):
        submission.budgets.cubic_schedule(15, 10, 10, 0.6)


@pytest.mark.question("erk-densities")
@pytest.mark.hint(
    "First (sum of sizes) / (product of sizes) for each layer, then the one scale that meets the density."
)
def test_small_layers_stay_denser(submission):
    """(10, 10) has twice the share of (20, 20): densities 0.2 and 0.1 keep 20 + 40 of 500 weights."""
    first, second = assert_list(submission.budgets.erk_densities([(10, 10), (20, 20)], 0.12), 2)
    assert_float(first, 0.2)
    assert_float(second, 0.1)


@pytest.mark.question("erk-densities")
@pytest.mark.hint(
    "No layer keeps more than all of its weights: cap it at 1 and share out what is left among the others."
)
def test_a_layer_that_stays_whole(submission):
    """The small layer keeps all of its 16 weights, the large one the other 985.6 of the budget's 1001.6."""
    small, large = assert_list(submission.budgets.erk_densities([(4, 4), (100, 100)], 0.1), 2)
    assert_float(small, 1.0)
    assert_float(large, (0.1 * 10_016 - 16) / 10_000)
    with pytest.raises(ValueError):
        submission.budgets.erk_densities([(4, 4)], 0.0)


@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint("Of all choices that keep at most 60 weights, the least sum; one number of a level for each layer.")
def test_two_layers_by_hand(submission):
    """Levels 0, 0.5 and 0.9 keep 100, 50 and 10 weights: (1, 2) keeps 60 and costs 0.1 + 0.4."""
    table = [[0.0, 0.1, 0.9], [0.0, 0.3, 0.4]]
    choice = assert_list(submission.budgets.allocate_sparsity(table, [100, 100], [0.0, 0.5, 0.9], 60), 2)
    assert_int(choice[0], 1)
    assert_int(choice[1], 2)


@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint("When not even the sparsest choice fits, there is no answer: ValueError.")
def test_a_budget_that_nothing_fits(submission):
    """Twenty weights are the least that two layers keep; nineteen are refused."""
    table = [[0.0, 0.1, 0.9], [0.0, 0.3, 0.4]]
    assert submission.budgets.allocate_sparsity(table, [100, 100], [0.0, 0.5, 0.9], 20) == [2, 2]
    with pytest.raises(ValueError):
        submission.budgets.allocate_sparsity(table, [100, 100], [0.0, 0.5, 0.9], 19)
