"""Public tests of pareto.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import numpy as np
import pytest

from autograder.kit import assert_array, assert_bool, assert_float, assert_int, assert_none

NAN = float("nan")


@pytest.mark.question("dominates")
@pytest.mark.hint("No worse on both, and better on at least one.")
def test_better_on_one_and_no_worse_on_the_other(submission):
    """Cheaper at the same accuracy dominates, and so does more accurate at the same cost."""
    assert_bool(submission.pareto.dominates((1.0, 0.9), (2.0, 0.9)), True)
    assert_bool(submission.pareto.dominates((1.0, 0.9), (1.0, 0.8)), True)
    assert_bool(submission.pareto.dominates((2.0, 0.9), (1.0, 0.9)), False)
    assert_bool(submission.pareto.dominates((1.0, 0.8), (2.0, 0.9)), False)


@pytest.mark.question("dominates")
@pytest.mark.hint("Of two equal points neither is better, so neither dominates; NaN is refused with a ValueError.")
def test_equal_points_do_not_dominate_each_other(submission):
    """A point does not dominate its own copy."""
    assert_bool(submission.pareto.dominates((1.0, 0.9), (1.0, 0.9)), False)
    with pytest.raises(ValueError):
        submission.pareto.dominates((1.0, NAN), (2.0, 0.9))


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Return the indices into the input, as an int64 array, cheapest point first.")
def test_the_front_is_in_order_of_cost(submission):
    """Point 3 costs as much as point 2 and is worse; the others are on the front."""
    front = submission.pareto.pareto_front([3.0, 1.0, 2.0, 2.0], [0.9, 0.5, 0.7, 0.6])
    assert_array(front, np.array([1, 2, 0]))


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Equal points do not dominate each other: keep all copies, in order of index.")
def test_all_copies_of_a_point_stay(submission):
    """Points 1 and 3 are equal and undominated: both are on the front."""
    front = submission.pareto.pareto_front([2.0, 1.0, 1.0, 1.0], [0.8, 0.6, 0.5, 0.6])
    assert_array(front, np.array([1, 3, 0]))


@pytest.mark.question("pareto-front")
@pytest.mark.hint("No points: np.empty(0, dtype=np.int64).")
def test_no_points_give_an_empty_front(submission):
    """Nothing in, nothing out; but one cost without an accuracy is refused."""
    assert_array(submission.pareto.pareto_front([], []), np.empty(0, dtype=np.int64))
    with pytest.raises(ValueError):
        submission.pareto.pareto_front([1.0], [])


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Comparing all pairs takes n*n steps. Sort by cost once, then one walk over the points is enough.")
def test_twenty_thousand_points_need_no_patience(submission):
    """All of 20,000 models are worth having: the dearer, the better."""
    values = np.arange(20_000.0)
    order = np.random.default_rng(0).permutation(20_000)
    front = submission.pareto.pareto_front(values[order], 2.0 * values[order])
    assert_array(front, np.argsort(order))


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Draw it: each point dominates a rectangle that reaches to the reference; count overlaps once.")
def test_the_area_of_a_staircase(submission):
    """(1, 2) covers 3 x 2, (2, 3) adds 2 x 1; a dominated point adds nothing."""
    assert_float(submission.pareto.hypervolume([1.0], [2.0], 4.0, 0.0), 6.0)
    assert_float(submission.pareto.hypervolume([1.0, 2.0], [2.0, 3.0], 4.0, 0.0), 8.0)
    assert_float(submission.pareto.hypervolume([2.0, 3.0, 1.0], [3.0, 1.0, 2.0], 4.0, 0.0), 8.0)


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Leave out points with cost > ref_cost or accuracy < ref_accuracy.")
def test_points_outside_the_box_add_nothing(submission):
    """One point is too expensive and one is not accurate enough; without points the area is 0."""
    assert_float(submission.pareto.hypervolume([1.0, 5.0, 0.5], [2.0, 3.0, -1.0], 4.0, 0.0), 6.0)
    assert_float(submission.pareto.hypervolume([], [], 4.0, 0.0), 0.0)


@pytest.mark.question("efficiency-ratio")
@pytest.mark.hint("accuracy / cost; ValueError unless the cost is positive.")
def test_accuracy_per_cost(submission):
    """76 % for 4 GFLOPs is 19 % per GFLOP; a cost of 0 is refused."""
    assert_float(submission.pareto.efficiency_ratio(76.0, 4.0), 19.0)
    with pytest.raises(ValueError):
        submission.pareto.efficiency_ratio(76.0, 0.0)


@pytest.mark.question("best-under-budget")
@pytest.mark.hint("A cost equal to the budget still fits; return a Python int, or None when nothing fits.")
def test_the_most_accurate_that_fits(submission):
    """Three models, at three budgets."""
    costs, accuracies = [3.0, 1.0, 2.0], [0.9, 0.5, 0.7]
    assert_int(submission.pareto.best_under_budget(costs, accuracies, 2.5), 2)
    assert_int(submission.pareto.best_under_budget(costs, accuracies, 3.0), 0)
    assert_none(submission.pareto.best_under_budget(costs, accuracies, 0.5))


@pytest.mark.question("best-under-budget")
@pytest.mark.hint("Of equally accurate points take the cheapest, and of equal points the first.")
def test_the_cheapest_of_equals_then_the_first(submission):
    """Points 0, 2 and 3 are equally accurate; 2 and 3 cost less."""
    assert_int(submission.pareto.best_under_budget([2.0, 1.0, 1.5, 1.5], [0.8, 0.6, 0.8, 0.8], 9.0), 2)
    with pytest.raises(ValueError):
        submission.pareto.best_under_budget([1.0, 2.0], [0.5, 0.6], NAN)
