"""Hidden tests of budgets.py: the schedule's polynomial, ERK by bisection, and allocations against exact solvers."""

import math

import oracles_sparsity as oracle
import pytest

from autograder.kit import assert_float, assert_list

NAN = float("nan")
#: How often right work fails a test that has a tolerance.
rounding = pytest.mark.false_alarm(
    0.0, "the tolerances stand for rounding: nine digits at most are asked, and doubles carry fifteen"
)


def floats(rng, count, low, high):
    """That many unpredictable Python floats."""
    return [float(v) for v in rng.uniform(low, high, size=count)]


# ---- cubic-schedule -------------------------------------------------------------------------------------------------


def expanded(step, start, end, final, initial):
    """The cubic as a polynomial in the part p of the way that is done: initial + (final - initial)(3p - 3p^2 + p^3)."""
    p = (step - start) / (end - start)
    return initial + (final - initial) * (3 * p - 3 * p**2 + p**3)


@pytest.mark.question("cubic-schedule")
@pytest.mark.hint("(1 - (step - start) / (end - start))**3 is the part of the way from final back to initial.")
@rounding
def test_between_start_and_end(submission, rng):
    """Steps that are ints and floats, starts other than 0, sparsities that rise and that fall."""
    for _ in range(6):
        start, length = int(rng.integers(1, 50)), int(rng.integers(20, 80))
        initial, final = floats(rng, 2, 0.05, 0.95)
        for step in (
            start,
            start + int(rng.integers(1, 20)),
            start + length * float(rng.uniform(0.1, 0.9)),
            start + length,
        ):
            got = submission.budgets.cubic_schedule(step, start, start + length, final, initial)
            assert_float(got, expanded(step, start, start + length, final, initial), atol=1e-12)


@pytest.mark.question("cubic-schedule")
@pytest.mark.hint("0.7875 is seven eighths of 0.9; initial is 0 unless it is given.")
def test_half_way_and_defaults(submission, rng):
    """Half way seven eighths are done; every argument can be given by name."""
    final = float(rng.uniform(0.5, 0.99))
    start, half = int(rng.integers(1, 100)), int(rng.integers(10, 40))
    assert_float(submission.budgets.cubic_schedule(start + half, start, start + 2 * half, final), 0.875 * final)
    named = {"initial": 0.25, "final": final, "end": start + 2 * half, "start": start, "step": start + half}
    assert_float(submission.budgets.cubic_schedule(**named), 0.875 * final + 0.125 * 0.25)


@pytest.mark.question("cubic-schedule")
@pytest.mark.hint("Before start it is initial, after end it is final: do not let the cubic run on.")
@rounding
def test_before_and_after(submission, rng):
    """Steps far and near outside, negative ones too; from 0 to 1 and from 1 to 0."""
    initial, final = floats(rng, 2, 0.1, 0.9)
    for step, expected in ((-5, initial), (9, initial), (10, initial), (30, final), (31, final), (1000, final)):
        assert_float(submission.budgets.cubic_schedule(step, 10, 30, final, initial), expected, atol=1e-12)
        assert_float(submission.budgets.cubic_schedule(step, 10, 30, 1), 0.0 if step <= 10 else 1.0, atol=1e-12)
        assert_float(submission.budgets.cubic_schedule(step, 10, 30, 0, 1), 1.0 if step <= 10 else 0.0, atol=1e-12)


@pytest.mark.question("cubic-schedule")
@pytest.mark.hint("start < end, sparsities from 0 to 1, no NaN; also when the step lies outside.")
def test_bad_schedules_are_refused(submission, rng):
    """ValueError after a valid call, for steps before, within and after."""
    final = float(rng.uniform(0.5, 0.9))
    assert_float(submission.budgets.cubic_schedule(15, 10, 30, final, 0.1), expanded(15, 10, 30, final, 0.1))
    for step in (5, 15, 50):
        for rest in (
            (30, 10, final),
            (10, 10, final),
            (10, 30, 1.1),
            (10, 30, -0.1),
            (10, 30, final, -0.1),
            (10, 30, final, 2),
        ):
            with pytest.raises(ValueError):
                submission.budgets.cubic_schedule(step, *rest)
    for arguments in (
        (NAN, 10, 30, final),
        (15, NAN, 30, final),
        (15, 10, NAN, final),
        (15, 10, 30, NAN),
        (15, 10, 30, final, NAN),
    ):
        with pytest.raises(ValueError):
            submission.budgets.cubic_schedule(*arguments)


# ---- erk-densities --------------------------------------------------------------------------------------------------

NETS = (
    [(16, 3, 3, 3), (32, 16, 3, 3), (64, 32, 3, 3), (10, 64)],
    [(300, 784), (100, 300), (10, 100)],
    [(64, 3, 7, 7), (256, 64, 1, 1), (512, 128, 3, 3), (1000, 512)],
    [(5, 5), (5, 5), (5, 5)],
)


def assert_erk(got, shapes, density):
    """The densities by bisection; they add up to the density asked for."""
    got = assert_list(got, len(shapes))
    for value, expected in zip(got, oracle.erk_by_bisection(shapes, density), strict=True):
        assert_float(value, expected, rtol=1e-6)
    sizes = [math.prod(shape) for shape in shapes]
    assert_float(math.fsum(d * n for d, n in zip(got, sizes)), density * sum(sizes), rtol=1e-9)


@pytest.mark.question("erk-densities")
@pytest.mark.hint("The share of a layer is in proportion to the sum of its sizes over their product, kernels included.")
@rounding
def test_shares_where_nothing_is_capped(submission, rng):
    """Convolutions and linear layers at low densities."""
    for shapes in NETS:
        density = float(rng.uniform(0.008, 0.012))
        assert_erk(submission.budgets.erk_densities(shapes, density), shapes, density)


@pytest.mark.question("erk-densities")
@pytest.mark.hint("A layer whose share exceeds 1 keeps everything, and the others get what is left: share out again.")
@rounding
def test_layers_that_stay_whole(submission, rng):
    """Densities at which one layer, then several, are capped at 1."""
    for shapes in NETS[:3]:
        for density in (float(rng.uniform(0.1, 0.15)), float(rng.uniform(0.4, 0.5)), float(rng.uniform(0.9, 0.95))):
            assert_erk(submission.budgets.erk_densities(shapes, density), shapes, density)


@pytest.mark.question("erk-densities")
@pytest.mark.hint("After sharing out again another layer may exceed 1: repeat until none does.")
@rounding
def test_a_cap_that_makes_another_cap(submission, rng):
    """Layers of steadily growing size, at densities where what the first leave caps another one."""
    shapes = [(10, 10), (20, 20), (30, 30), (40, 40), (50, 50), (60, 60)]
    for density in (0.65, 0.68, float(rng.uniform(0.84, 0.95))):
        assert_erk(submission.budgets.erk_densities(shapes, density), shapes, density)


@pytest.mark.question("erk-densities")
@pytest.mark.hint("At density 1 all layers are whole; lists of sizes and a single layer work too.")
@rounding
def test_density_one_and_one_layer(submission, rng):
    """Everything is kept at 1; one layer alone gets the density itself."""
    for shapes in NETS:
        got = assert_list(submission.budgets.erk_densities([list(shape) for shape in shapes], 1), len(shapes))
        for value in got:
            assert_float(value, 1.0, rtol=1e-9)
    density = float(rng.uniform(0.2, 0.8))
    (alone,) = assert_list(submission.budgets.erk_densities([(7, 9, 3, 3)], density), 1)
    assert_float(alone, density, rtol=1e-9)


@pytest.mark.question("erk-densities")
@pytest.mark.hint("0 < density <= 1, at least one layer, sizes of 1 or more.")
@rounding
def test_bad_densities_and_shapes_are_refused(submission, rng):
    """ValueError after a valid call; the shapes are not changed."""
    shapes = [[16, 3, 3, 3], [10, 16]]
    seen = submission.probes.call_and_look("budgets", "erk_densities", [shapes, 0.5], {})
    assert_erk(seen["result"], shapes, 0.5)
    assert seen["arguments"] == [shapes, 0.5], "the shapes have changed"
    for bad in (
        (shapes, 0),
        (shapes, -0.5),
        (shapes, 1.01),
        (shapes, NAN),
        ([], 0.5),
        ([(4, 0), (3, 3)], 0.5),
        ([(4, 4), (-3, -3)], 0.5),
    ):
        with pytest.raises(ValueError):
            submission.budgets.erk_densities(*bad)


# ---- allocate-sparsity ----------------------------------------------------------------------------------------------

LEVELS = [0.0, 0.5, 0.75, 0.9]


def problem(rng, layers, levels, low=2, high=60):
    """Sensitivities that grow with the level for most layers, negative and uneven ones among them, and sizes."""
    table = [sorted(floats(rng, len(levels), 0, 1)) for _ in range(layers)]
    for row in table[::3]:
        row[:] = floats(rng, len(levels), -0.5, 1)
    return table, [4 * int(v) for v in rng.integers(low, high, size=layers)]


@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint("Compare with all choices of a small case: for choice in itertools.product(...).")
def test_small_cases_against_brute_force(submission, rng):
    """Four and five layers, four levels, tight and loose budgets, call after call."""
    for layers in (4, 5, 4, 5, 1):
        table, sizes = problem(rng, layers, LEVELS)
        for share in (0.15, 0.3, 0.55, 1.0):
            budget = int(share * sum(sizes)) + layers  # + layers: rounding leaves the lowest level room at 0.1
            got = submission.budgets.allocate_sparsity(table, sizes, LEVELS, budget)
            least = oracle.least_by_brute_force(table, sizes, LEVELS, budget)
            oracle.assert_optimal(got, table, sizes, LEVELS, budget, least)


@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint(
    "Taking the best ratio step by step is not exact: one large layer can be worth more than two small steps."
)
def test_greedy_choices_are_not_enough(submission, rng):
    """A cheap first step that uses up the budget, and levels in no order."""
    scale = float(rng.uniform(1, 2))
    table = [[10 * scale, 0.0, 9 * scale], [6 * scale, 5.9 * scale, 0.0], [6 * scale, 0.0, 5.5 * scale]]
    levels, sizes = [1.0, 0.0, 0.5], [60, 40, 50]
    for budget in (45, 50, 60, 75, 90, 95, 150):
        got = submission.budgets.allocate_sparsity(table, sizes, levels, budget)
        oracle.assert_optimal(
            got, table, sizes, levels, budget, oracle.least_by_brute_force(table, sizes, levels, budget)
        )


@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint("A budget that is met exactly is met; one weight fewer is another problem.")
def test_budgets_that_are_met_exactly(submission, rng):
    """Budgets equal to what some choice keeps; one below the least raises ValueError; layers without weights."""
    table, sizes = problem(rng, 4, LEVELS)
    least = sum(oracle.kept_weights(size, 0.9) for size in sizes)
    for choice in ((3, 3, 3, 3), (1, 2, 3, 1), (0, 0, 3, 2)):
        budget = sum(oracle.kept_weights(size, LEVELS[j]) for size, j in zip(sizes, choice))
        got = submission.budgets.allocate_sparsity(table, sizes, LEVELS, budget)
        oracle.assert_optimal(
            got, table, sizes, LEVELS, budget, oracle.least_by_brute_force(table, sizes, LEVELS, budget)
        )
    with pytest.raises(ValueError):
        submission.budgets.allocate_sparsity(table, sizes, LEVELS, least - 1)
    got = submission.budgets.allocate_sparsity(table, sizes, [0.0, 0.5, 0.75, 1.0], 0)
    oracle.assert_optimal(got, table, sizes, [0.0, 0.5, 0.75, 1.0], 0, sum(row[3] for row in table))
    got = submission.budgets.allocate_sparsity(table, [0, 0, 0, 8], LEVELS, 2)
    least = oracle.least_by_brute_force(table, [0, 0, 0, 8], LEVELS, 2)
    oracle.assert_optimal(got, table, [0, 0, 0, 8], LEVELS, 2, least)


@pytest.mark.fresh
@pytest.mark.timeout(20)
@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint(
    "10^12 choices are too many: work layer by layer, with the least total for each number of kept weights."
)
def test_twelve_layers_with_ten_levels(submission, rng):
    """100,000 weights in twelve layers, ten levels, against an integer program."""
    levels = [0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95]
    table, shares = problem(rng, 12, levels, low=20, high=60)
    sizes = [20 * (share * 5000 // sum(shares)) for share in shares]
    for part in (0.15, 0.35):
        budget = int(part * sum(sizes))
        got = submission.budgets.allocate_sparsity(table, sizes, levels, budget)
        oracle.assert_optimal(got, table, sizes, levels, budget, oracle.least_by_milp(table, sizes, levels, budget))


@pytest.mark.question("allocate-sparsity")
@pytest.mark.hint("Lengths, sizes, levels and NaN first; and change none of the lists.")
def test_bad_tables_are_refused_and_good_ones_unchanged(submission, rng):
    """ValueError after a valid call."""
    table, sizes = problem(rng, 3, LEVELS)
    budget = sum(sizes) // 2
    seen = submission.probes.call_and_look("budgets", "allocate_sparsity", [table, sizes, LEVELS, budget], {})
    least = oracle.least_by_brute_force(table, sizes, LEVELS, budget)
    oracle.assert_optimal(seen["result"], table, sizes, LEVELS, budget, least)
    assert seen["arguments"] == [table, sizes, LEVELS, budget], "an argument has changed"
    broken = [list(row) for row in table]
    broken[1][2] = NAN
    bad = [(table[:2], sizes, LEVELS, budget), (table, sizes[:2], LEVELS, budget), (table, sizes, LEVELS[:3], budget)]
    bad += [
        ([*table[:2], table[2][:3]], sizes, LEVELS, budget),
        (broken, sizes, LEVELS, budget),
        ([], [], LEVELS, budget),
    ]
    bad += [(table, [*sizes[:2], -1], LEVELS, budget), (table, sizes, [*LEVELS[:3], 1.2], budget)]
    bad += [([[], [], []], sizes, [], budget)]
    bad += [
        (table, sizes, [-0.1, *LEVELS[1:]], budget),
        (table, sizes, LEVELS, -1),
        (table, sizes, [*LEVELS[:3], NAN], budget),
    ]
    for arguments in bad:
        with pytest.raises(ValueError):
            submission.budgets.allocate_sparsity(*arguments)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
