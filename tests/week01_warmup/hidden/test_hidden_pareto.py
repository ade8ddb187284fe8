"""Hidden tests of pareto.py: the public ideas with unpredictable points, ties, copies, edges, and a million points.

Expected values come from brute force over the definitions and from fronts that were built (`oracles_pareto.py`).
"""

import math

import numpy as np
import oracles_pareto as oracle
import pytest

from autograder.kit import assert_array, assert_bool, assert_dict, assert_float, assert_int, assert_none, assert_refused

NAN = float("nan")
KINDS = (list, tuple, np.array)


def floats(rng, count, low=-50.0, high=50.0):
    """That many unpredictable Python floats."""
    return [float(value) for value in rng.uniform(low, high, size=count)]


def grid(rng, count, levels=5):
    """Two columns of whole numbers as floats, few levels, so that there are ties and copies; negative ones too."""
    shift = [float(value) for value in rng.integers(-4, 1, size=2)]
    return [[float(value) + s for value in rng.integers(levels, size=count)] for s in shift]


# ---- dominates ------------------------------------------------------------------------------------------------------


@pytest.mark.question("dominates")
@pytest.mark.hint("No worse on both (<= cost, >= accuracy), and better on at least one.")
def test_all_pairs_of_a_grid_of_points(submission, rng):
    """Three costs and three accuracies, negative ones and ints among them: all 81 pairs, as tuples and as lists."""
    costs = [*floats(rng, 2), int(rng.integers(-50, 50))]
    accuracies = [*floats(rng, 2), int(rng.integers(-50, 50))]
    points = [(cost, accuracy) for cost in costs for accuracy in accuracies]
    for number, (a, b) in enumerate((a, b) for a in points for b in points):
        given = (list(a), b) if number % 2 else (a, list(b))
        assert_bool(submission.pareto.dominates(*given), oracle.dominates(a, b))


@pytest.mark.question("dominates")
@pytest.mark.hint("Compare the numbers as they are: no rounding and no tolerance.")
def test_the_smallest_difference_decides(submission, rng):
    """A point that is better by one unit in the last place dominates; an equal one does not."""
    for _ in range(4):
        cost, accuracy = floats(rng, 2)
        cheaper, better = math.nextafter(cost, -math.inf), math.nextafter(accuracy, math.inf)
        dominates = submission.pareto.dominates
        assert_bool(dominates((cheaper, accuracy), (cost, accuracy)), True)
        assert_bool(dominates((cost, better), (cost, accuracy)), True)
        assert_bool(dominates((cost, accuracy), (cost, better)), False)
        assert_bool(dominates((cheaper, accuracy), (cost, better)), False)
        assert_bool(dominates((cost, accuracy), [cost, accuracy]), False)


@pytest.mark.question("dominates")
@pytest.mark.hint("Look for NaN in all four numbers before you compare; raise ValueError.")
def test_nan_anywhere_in_two_points_is_refused(submission, rng):
    """ValueError for NaN in each place, also where the other numbers seem to decide."""
    cost, accuracy = floats(rng, 2)
    for other in ((cost + 1, accuracy - 1), (cost - 1, accuracy + 1), (cost - 1, accuracy - 1), (cost, accuracy)):
        values = [cost, accuracy, *other]
        assert_bool(submission.pareto.dominates(values[:2], values[2:]), oracle.dominates(values[:2], values[2:]))
        bad = [[*values[:place], NAN, *values[place + 1 :]] for place in range(4)]
        assert_refused(submission.pareto.dominates, *[(four[:2], four[2:]) for four in bad])


@pytest.mark.question("dominates")
@pytest.mark.hint("A point is a pair of numbers (cost, accuracy).")
def test_what_is_no_pair_of_numbers_is_refused(submission, rng):
    """Three numbers, one number, and a word instead of a cost are refused with TypeError or ValueError."""
    cost, accuracy = floats(rng, 2)
    good = (cost, accuracy)
    assert_bool(submission.pareto.dominates(good, (cost + 1, accuracy)), True)
    for bad in ((cost, accuracy, 0.0), (cost,), cost, ("cheap", accuracy)):
        assert_refused(submission.pareto.dominates, (bad, good), (good, bad), error=(TypeError, ValueError))


# ---- pareto-front ---------------------------------------------------------------------------------------------------


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Compare with brute force: keep each point that no other point dominates.")
def test_scattered_points(submission, rng):
    """Points with fractions, negative ones too, against all pairs; as lists, tuples and arrays."""
    for kind in KINDS:
        for count in (1, 2, 3, 60):
            costs, accuracies = floats(rng, count), floats(rng, count)
            front = submission.pareto.pareto_front(kind(costs), kind(accuracies))
            assert_array(front, oracle.front(costs, accuracies))


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Equal on one axis and worse on the other is dominated; equal on both is not.")
def test_ties_on_one_axis_and_on_both(submission, rng):
    """Many points on few levels: ties and copies everywhere, against all pairs."""
    for levels in (1, 2, 3, 5, 8):
        for kind in KINDS:
            costs, accuracies = grid(rng, 40, levels)
            front = submission.pareto.pareto_front(kind(costs), kind(accuracies))
            assert_array(front, oracle.front(costs, accuracies))


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Every copy of a point on the front is on the front, in order of index.")
def test_copies_of_the_front_all_stay(submission, rng):
    """A staircase of twelve points, each there three times, in unpredictable order."""
    steps = np.cumsum(0.5 + rng.random((2, 12)), axis=1) - 6.0
    order = rng.permutation(36) % 12
    costs, accuracies = steps[0][order].tolist(), steps[1][order].tolist()
    expected = np.argsort(order, kind="stable").astype(np.int64)
    assert_array(submission.pareto.pareto_front(costs, accuracies), expected)


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Compare the numbers as they are: no rounding and no tolerance.")
def test_near_copies_are_no_copies(submission, rng):
    """A point that is worse by one unit in the last place, on either axis, is dominated."""
    for _ in range(3):
        (cost,), (accuracy,) = floats(rng, 1), floats(rng, 1)
        up, down = (math.nextafter(cost, way) for way in (math.inf, -math.inf))
        better, worse = (math.nextafter(accuracy, way) for way in (math.inf, -math.inf))
        points = [(cost, accuracy), (up, accuracy), (down, accuracy), (cost, worse), (up, better), (up, better)]
        costs, accuracies = zip(*(points[i] for i in rng.permutation(6)), strict=True)
        assert_array(submission.pareto.pareto_front(costs, accuracies), oracle.front(costs, accuracies))


@pytest.mark.question("pareto-front")
@pytest.mark.hint("Sort a copy, return int64 indices (also of nothing), and remember nothing between calls.")
def test_inputs_stay_as_they_are_and_nothing_gives_nothing(submission, rng):
    """Lists and arrays are not changed; no points give an empty int64 array, before and after other calls."""
    for kind in (list, np.array):
        for _ in range(2):
            costs, accuracies = grid(rng, 20)
            seen = submission.probes.call_and_look("pareto", "pareto_front", [kind(costs), kind(accuracies)], {})
            assert_dict(seen, ["result", "arguments", "options"])
            assert_array(seen["result"], oracle.front(costs, accuracies))
            left = [list(column) for column in seen["arguments"]]
            assert left == [costs, accuracies], "the costs or accuracies given as arguments have changed"
        for empty in (kind([]), ()):
            assert_array(submission.pareto.pareto_front(empty, empty), np.empty(0, dtype=np.int64))


@pytest.mark.question("pareto-front")
@pytest.mark.timeout(40)
@pytest.mark.weight(2)
@pytest.mark.hint("Sort once, O(n log n), then walk: comparing all pairs of a million points takes days.")
def test_a_million_points(submission, rng, clock):
    """Half of a million points are on the front: right, and in time that grows as sorting's does, not with the square."""

    def ask(total):
        costs, accuracies, expected = oracle.built_front(rng, total, total // 2, total // 1_000)
        assert_array(submission.pareto.pareto_front(costs, accuracies), expected)

    ask(2_000)  # what is wrong for few points need not be asked for many
    clock.assert_growth(ask, 50_000, 1_000_000, at_most=200)  # n log n: 26, right answers up to 83; n * n: 400


@pytest.mark.question("pareto-front")
@pytest.mark.hint("One dimension, equal lengths, no NaN: raise ValueError otherwise.")
def test_columns_that_are_no_points_are_refused(submission, rng):
    """ValueError for NaN anywhere, for unequal lengths (0 against 1 too), and for two dimensions."""
    costs, accuracies = grid(rng, 9)
    assert_array(submission.pareto.pareto_front(costs, accuracies), oracle.front(costs, accuracies))
    for place in (0, 4, 8):
        with_nan = [*costs[:place], NAN, *costs[place + 1 :]]
        arrays = (np.array(with_nan), np.array(accuracies))
        assert_refused(submission.pareto.pareto_front, (with_nan, accuracies), (costs, with_nan), arrays)
    square = np.array(costs).reshape(3, 3)
    row, column = np.array(costs)[None, :], np.array(costs)[:, None]
    flat = np.array(accuracies)
    bad_shapes = [(costs[1:], accuracies), (costs, accuracies[:1]), ([], accuracies[:1]), (costs[:1], [])]
    bad_shapes += [(square, square), (row, row), (column, column), (row, flat), (column, flat), (flat, column), ([NAN], [1.0])]
    assert_refused(submission.pareto.pareto_front, *bad_shapes)
    words = ((["a"] * 9, accuracies), (costs, "accurate!"))
    assert_refused(submission.pareto.pareto_front, *words, error=(TypeError, ValueError))


# ---- hypervolume ----------------------------------------------------------------------------------------------------


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Count unit squares on paper: overlaps once, nothing outside the box, negative numbers are fine.")
def test_area_in_unit_squares(submission, rng):
    """Points with whole coordinates in and around the box, copies and ties among them, against counted squares."""
    for number in range(8):
        ref_cost, ref_accuracy = int(rng.integers(-6, 7)), int(rng.integers(-6, 7))
        offsets = rng.integers(-3, 9, size=(2, 12)).tolist()
        points = [(ref_cost - x, ref_accuracy + y) for x, y in zip(*offsets, strict=True)]
        kind = KINDS[number % 3]
        columns = [kind([float(value) for value in column]) for column in zip(*points, strict=True)]
        area = submission.pareto.hypervolume(*columns, float(ref_cost), float(ref_accuracy))
        assert_float(area, oracle.area_in_cells(points, ref_cost, ref_accuracy))


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Add up slabs: each new best accuracy adds (its gain) times (the way to ref_cost).")
def test_area_by_inclusion_and_exclusion(submission, rng):
    """Seven points with fractions, against inclusion and exclusion of their rectangles."""
    for _ in range(4):
        costs, accuracies = floats(rng, 7, -3.0, 3.0), floats(rng, 7, -3.0, 3.0)
        # At most one point in seven is on the edge of what counts, so the area is far from 0: 1e-6 relative is safe.
        ref_cost, ref_accuracy = floats(rng, 1, 3.5, 5.0)[0], floats(rng, 1, -5.0, -3.5)[0]
        expected = oracle.area_by_inclusion_exclusion(list(zip(costs, accuracies, strict=True)), ref_cost, ref_accuracy)
        area = submission.pareto.hypervolume(costs, accuracies, ref_cost, ref_accuracy)
        assert_float(area, expected)
        named = {"ref_accuracy": ref_accuracy, "ref_cost": ref_cost, "accuracies": accuracies, "costs": costs}
        assert_float(submission.pareto.hypervolume(**named), expected)


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Scaling an axis scales the area, moving everything leaves it alone.")
def test_a_staircase_that_libraries_agree_on(submission, rng):
    """Costs 1, 2, 3 against accuracies 1, 2, 3 in a box of 4: area 6 in pymoo, moocore, botorch and pygmo; rescaled."""
    for extra in ([], [(3.0, 1.0)], [(2.0, 2.0), (1.0, 1.0)], [(4.0, 4.0), (0.5, 0.0)], [(5.0, 9.0), (0.0, -1.0)]):
        points = np.array([(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), *extra])[rng.permutation(3 + len(extra))]
        scale, shift = rng.uniform(0.5, 3.0, size=2), rng.uniform(900, 999, size=2) * rng.choice([-1, 1], size=2)
        costs, accuracies = (points * scale + shift).T
        ref_cost, ref_accuracy = (float(value) for value in np.array([4.0, 0.0]) * scale + shift)
        area = submission.pareto.hypervolume(costs.copy(), accuracies.copy(), ref_cost, ref_accuracy)
        # Float64 rounds such shifts to 1e-13, and the area, at least 1.5, to 1e-9 relative by any formula; float32 does not.
        assert_float(area, 6.0 * float(scale[0] * scale[1]))


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Points on the edge of the box or outside add exactly 0; do not change the inputs.")
def test_nothing_in_the_box_is_no_area(submission, rng):
    """No points, points beyond each side, and points on the edge give 0; the arguments are not changed."""
    cost, accuracy = floats(rng, 2)
    hypervolume = submission.pareto.hypervolume
    assert_float(hypervolume([cost - 2.0], [accuracy + 3.0], cost, accuracy), 6.0)
    assert_float(hypervolume([], [], cost, accuracy), 0.0)
    assert_float(hypervolume([cost, cost - 1.0], [accuracy + 1.0, accuracy], cost, accuracy), 0.0)
    outside = [cost + 1.0, cost - 1.0, cost + 2.0], [accuracy + 1.0, accuracy - 1.0, accuracy - 2.0]
    assert_float(hypervolume(*outside, cost, accuracy), 0.0)
    assert_float(hypervolume((outside[0][0],), (outside[1][2],), cost, accuracy), 0.0)
    for kind in (list, np.array):
        columns = [[cost - 1.0, cost - 3.0, cost - 2.0], [accuracy + 5.0, accuracy + 2.0, accuracy + 2.0]]
        arguments = [*map(kind, columns), cost, accuracy]
        seen = submission.probes.call_and_look("pareto", "hypervolume", arguments, {})
        assert_float(seen["result"], 1.0 * 5.0 + 2.0 * 2.0)
        left = [list(column) for column in seen["arguments"][:2]]
        assert left == columns, "the costs or accuracies given as arguments have changed"


@pytest.mark.question("hypervolume")
@pytest.mark.hint("Check lengths, and NaN in points and references, before you compute.")
def test_areas_of_what_are_no_points_are_refused(submission, rng):
    """ValueError for NaN anywhere (outside the box and without points too) and for unequal lengths."""
    cost, accuracy = floats(rng, 2)
    columns = [cost - 1.0, cost - 2.0, cost + 1.0], [accuracy + 2.0, accuracy + 1.0, accuracy + 9.0]
    hypervolume = submission.pareto.hypervolume
    assert_float(hypervolume(*columns, cost, accuracy), 3.0)
    for place in range(3):
        for which in (0, 1):
            bad = [list(column) for column in columns]
            bad[which][place] = NAN
            assert_refused(hypervolume, (*bad, cost, accuracy))
    for points in (columns, ([], [])):
        assert_refused(hypervolume, (*points, NAN, accuracy), (*points, cost, NAN))
    unequal = ((columns[0][1:], columns[1]), (columns[0], columns[1][:1]), ([], [accuracy]), ([cost], []))
    assert_refused(hypervolume, *[(*bad, cost, accuracy) for bad in unequal])
    words = ((["a", "b", "c"], columns[1], cost, accuracy), (*columns, "far", accuracy))
    assert_refused(hypervolume, *words, error=(TypeError, ValueError))


# ---- efficiency-ratio -----------------------------------------------------------------------------------------------


@pytest.mark.question("efficiency-ratio")
@pytest.mark.hint("accuracy / cost, with a true division.")
def test_ratios_of_all_signs_and_sizes(submission, rng):
    """Large and small costs; positive, negative and zero accuracies; ints and floats; by position and by name."""
    for power in (-12, -3, 0, 6, 15):
        cost = float(rng.uniform(1.0, 9.0)) * 10.0**power
        for accuracy in (*floats(rng, 2), -float(rng.uniform(1.0, 9.0)), 0.0):
            expected = math.exp(math.log(abs(accuracy)) - math.log(cost)) if accuracy else 0.0
            expected = math.copysign(expected, accuracy)
            # log and exp of numbers below 1e17 lose less than 1e-13 relative.
            assert_float(submission.pareto.efficiency_ratio(accuracy, cost), expected)
            assert_float(submission.pareto.efficiency_ratio(cost=cost, accuracy=accuracy), expected)


@pytest.mark.question("efficiency-ratio")
@pytest.mark.hint("76 / 5 is 15.2: do not round down.")
def test_ratios_of_whole_numbers(submission, rng):
    """Ints are divided like floats."""
    for _ in range(5):
        accuracy, cost, times = (int(value) for value in rng.integers(2, 90, size=3))
        assert_float(submission.pareto.efficiency_ratio(accuracy * times, cost * times) * cost, accuracy)


@pytest.mark.question("efficiency-ratio")
@pytest.mark.hint("`cost <= 0` is False for NaN: look for NaN by itself.")
def test_costs_that_are_not_positive_are_refused(submission, rng):
    """ValueError for a cost of 0, for a negative one, and for NaN on either side; words are refused too."""
    accuracy, cost = floats(rng, 1)[0], float(rng.uniform(1.0, 9.0))
    ratio = submission.pareto.efficiency_ratio
    assert_float(ratio(accuracy, cost) * cost, accuracy)
    assert_refused(ratio, (accuracy, 0.0), (accuracy, 0), (0.0, 0.0), (accuracy, -cost), (-abs(accuracy), -cost), (0.0, -1))
    assert_refused(ratio, (NAN, cost), (accuracy, NAN), (NAN, NAN), (NAN, -cost))
    assert_refused(ratio, ("76", cost), (accuracy, "4"), ([accuracy], cost), error=(TypeError, ValueError))


# ---- best-under-budget ----------------------------------------------------------------------------------------------


@pytest.mark.question("best-under-budget")
@pytest.mark.hint("Among costs <= budget: the highest accuracy, then the lowest cost, then the lowest index.")
def test_all_budgets_over_points_with_ties(submission, rng):
    """Many ties and copies, negative costs and accuracies too; every budget on, between and outside the costs."""
    for kind in KINDS:
        for levels in (2, 3, 5):
            costs, accuracies = grid(rng, 14, levels)
            for budget in sorted({cost + step for cost in costs for step in (-0.5, 0.0, 0.5)}):
                best = submission.pareto.best_under_budget(kind(costs), kind(accuracies), budget)
                expected = oracle.best_under_budget(costs, accuracies, budget)
                (assert_none if expected is None else assert_int)(best, *([] if expected is None else [expected]))


@pytest.mark.question("best-under-budget")
@pytest.mark.hint("Compare the numbers as they are, and start without a best: any accuracy can be the highest.")
def test_scattered_points_under_a_budget(submission, rng):
    """Points with fractions; all accuracies below zero; differences in the last place; by position and by name."""
    for _ in range(6):
        costs, accuracies = floats(rng, 9), floats(rng, 9, -90.0, -10.0)
        budget = sorted(costs)[6]
        best = submission.pareto.best_under_budget(costs, accuracies, budget)
        assert_int(best, oracle.best_under_budget(costs, accuracies, budget))
        cost, accuracy = costs[best], accuracies[best]
        costs += [cost, math.nextafter(cost, math.inf), math.nextafter(cost, -math.inf)]
        accuracies += [math.nextafter(accuracy, -math.inf), accuracy, accuracy]
        best = submission.pareto.best_under_budget(budget=budget, accuracies=accuracies, costs=costs)
        assert_int(best, oracle.best_under_budget(costs, accuracies, budget))


@pytest.mark.question("best-under-budget")
@pytest.mark.hint("None when nothing fits; the index 0 is an answer too; do not sort the lists you are given.")
def test_nothing_fits_and_the_first_fits(submission, rng):
    """No points or none cheap enough: None. Only the first cheap enough: 0. The arguments are not changed."""
    cost, accuracy = floats(rng, 2)
    columns = [cost, cost + 2.0, cost + 1.0], [accuracy, accuracy + 1.0, accuracy + 2.0]
    best = submission.pareto.best_under_budget
    assert_int(best(*columns, cost + 0.5), 0)
    assert_int(best(*columns, cost), 0)
    assert_int(best(*columns, cost + 9.0), 2)
    assert_none(best(*columns, math.nextafter(cost, -math.inf)))
    assert_none(best([], [], cost))
    for kind in (list, np.array):
        arguments = [*map(kind, columns), cost + 1.5]
        seen = submission.probes.call_and_look("pareto", "best_under_budget", arguments, {})
        assert_int(seen["result"], 2)
        left = tuple(list(column) for column in seen["arguments"][:2])
        assert left == columns, "the costs or accuracies given as arguments have changed"


@pytest.mark.question("best-under-budget")
@pytest.mark.hint("Check lengths, and NaN in points and budget, before you look for the best.")
def test_budgets_over_what_are_no_points_are_refused(submission, rng):
    """ValueError for NaN anywhere (beyond the budget and without points too) and for unequal lengths."""
    cost, accuracy = floats(rng, 2)
    columns = [cost, cost + 1.0, cost + 2.0], [accuracy, accuracy + 1.0, accuracy + 2.0]
    best = submission.pareto.best_under_budget
    assert_int(best(*columns, cost + 1.5), 1)
    for place in range(3):
        for which in (0, 1):
            bad = [list(column) for column in columns]
            bad[which][place] = NAN
            assert_refused(best, *[(*bad, budget) for budget in (cost - 1.0, cost + 1.5, cost + 9.0)])
    assert_refused(best, (*columns, NAN), ([], [], NAN))
    unequal = ((columns[0][1:], columns[1]), (columns[0], columns[1][:1]), ([], [accuracy]), ([cost], []))
    assert_refused(best, *[(*bad, cost + 1.5) for bad in unequal])
    assert_refused(best, (["a", "b", "c"], columns[1], cost), (*columns, "much"), error=(TypeError, ValueError))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
