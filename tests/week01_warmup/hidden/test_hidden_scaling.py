"""Hidden tests of scaling.py: planted laws, data made from them, optima searched for at 30 digits, published values.

Why the fits are fair to every right method (Huber loss with L-BFGS, `least_squares` with a robust loss, trimming,
variable projection over the exponents): 60 or more runs cover three decades of N and three of D, each term of the law
moves the loss by far more than the tolerance, the data have no noise, and diverged runs are few, at random places, and
at 2 or more times their loss. The tolerances are the contract's own; the reference solution is 1e9 times closer.
"""

import math
import statistics

import numpy as np
import oracles_scaling as oracles
import pytest

from autograder.kit import (
    assert_array,
    assert_close,
    assert_float,
    assert_record,
    assert_refused,
    assert_same_shape,
    assert_tuple,
)

NAN = float("nan")


by_chance = pytest.mark.false_alarm(
    1e-3, "none of 1000 laws was missed by the reference fit, whose worst error was a thousandth of the tolerance"
)


def by_hand(law, n, d):
    """The law for two floats, with the exponents taken through logarithms."""
    return law.E + law.A * math.exp(-law.alpha * math.log(n)) + law.B * math.exp(-law.beta * math.log(d))


# ---- predict-loss ---------------------------------------------------------------------------------------------------


@pytest.mark.question("predict-loss")
@pytest.mark.hint("E + A / N**alpha + B / D**beta, as one float, for the law that is handed in.")
def test_two_numbers_give_one_number(submission, rng, planted):
    """Two planted laws in turn, at small and large models, as floats and as ints."""
    laws = [oracles.plant_law(planted) for _ in range(2)]
    for n, d in zip(*oracles.scattered(rng, 6), strict=True):
        for law in laws:
            n, d = float(n), float(d)
            assert_float(submission.scaling.predict_loss(law, n, d), by_hand(law, n, d))
            assert_float(submission.scaling.predict_loss(law, int(n), int(d)), by_hand(law, int(n), int(d)))


@pytest.mark.question("predict-loss")
@pytest.mark.hint("With numpy's broadcasting the formula needs no loop.")
def test_arrays_broadcast(submission, rng, planted):
    """Arrays of one shape, a number beside an array, a column beside a row: as numpy broadcasts them."""
    law = oracles.plant_law(planted)
    n, d = oracles.scattered(rng, 7)
    column = oracles.scattered(rng, 4)[0][:, None]
    for left, right in ((n, d), (n, 3e10), (2e8, d), (column, d), (column, 1e11), (n[:1], d[:1])):
        got = submission.scaling.predict_loss(law, left, right)
        pairs = np.broadcast(left, right)
        expected = np.array([by_hand(law, float(a), float(b)) for a, b in pairs]).reshape(pairs.shape)
        assert_same_shape(got, pairs.shape)
        assert_close(got, expected)


@pytest.mark.question("predict-loss")
@pytest.mark.hint("Check the formula against the paper's own constants.")
def test_published_laws(submission):
    """Chinchilla and Gopher under the laws of Hoffmann et al. 2022 and Epoch AI (arXiv 2404.10102), to 4 decimals."""
    hoffmann = oracles.make_law(1.69, 406.4, 410.7, 0.34, 0.28)
    epoch = oracles.make_law(1.8172, 482.01, 2085.43, 0.3478, 0.3658)
    for law, chinchilla, gopher in ((epoch, 1.9739, 1.9996), (hoffmann, 1.9366, 1.9933)):
        assert_float(submission.scaling.predict_loss(law, 70e9, 1.4e12), chinchilla, rtol=0, atol=1e-4)
        assert_float(submission.scaling.predict_loss(law, 280e9, 300e9), gopher, rtol=0, atol=1e-4)


@pytest.mark.question("predict-loss")
@pytest.mark.hint("Make new arrays instead of writing into those that you are given.")
def test_the_runs_are_left_alone(submission, rng, planted):
    """The arrays hold afterwards what they held before."""
    law = oracles.plant_law(planted)
    n, d = oracles.scattered(rng, 5)
    seen = submission.probes.call_and_look("scaling", "predict_loss", [law, n, d], {})
    assert_close(seen["result"], np.array([by_hand(law, float(a), float(b)) for a, b in zip(n, d, strict=True)]))
    assert_array(seen["arguments"][1], n)
    assert_array(seen["arguments"][2], d)


@pytest.mark.question("predict-loss")
@pytest.mark.hint("The law divides by N and D: 0, negative values and NaN are refused, in arrays too.")
def test_impossible_runs_are_refused(submission, rng, planted):
    """After valid predictions: 0, negative and NaN, alone and as one entry of an array, raise ValueError."""
    law = oracles.plant_law(planted)
    n, d = oracles.scattered(rng, 4)
    expected = np.array([by_hand(law, float(a), float(b)) for a, b in zip(n, d, strict=True)])
    assert_close(submission.scaling.predict_loss(law, n, d), expected)
    assert_float(submission.scaling.predict_loss(law, float(n[0]), float(d[0])), float(expected[0]))
    for bad in (0, 0.0, -1e9, NAN):
        spoiled = n.copy()
        spoiled[2] = bad
        assert_refused(
            submission.scaling.predict_loss, (law, bad, 1e10), (law, 1e8, bad), (law, spoiled, d), (law, n, spoiled)
        )
    assert_refused(submission.scaling.predict_loss, (law, "x", 1e10), (law, 1e8, "x"), error=(TypeError, ValueError))


# ---- fit-power-law --------------------------------------------------------------------------------------------------


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("Return (coefficient, exponent) as a tuple of two numbers.")
def test_an_exact_power_law_comes_back(submission, rng, planted):
    """Falling and rising laws over four decades, from arrays, lists and tuples."""
    for sign in (-1, 1):
        coefficient, exponent = float(planted.uniform(2, 50)), sign * float(planted.uniform(0.2, 1.5))
        x = 10 ** rng.uniform(0, 4, size=20)
        y = coefficient * x**exponent
        for form in (np.array, lambda values: values.tolist(), lambda values: tuple(values.tolist())):
            got = assert_tuple(submission.scaling.fit_power_law(form(x), form(y)), 2)
            assert_float(got[0], coefficient)
            assert_float(got[1], exponent)


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("Least squares between the logarithms: a fit of y itself listens only to the largest values.")
def test_least_squares_are_taken_in_log_space(submission, rng, planted):
    """With noise of 30 % the answer is the regression line of log y on log x (statistics.linear_regression)."""
    for size in (12, 40):
        x = 10 ** rng.uniform(1, 5, size=size)
        y = planted.uniform(1, 20) * x ** planted.uniform(0.3, 0.9) * np.exp(0.3 * rng.standard_normal(size))
        slope, intercept = statistics.linear_regression([math.log(v) for v in x], [math.log(v) for v in y])
        coefficient, exponent = assert_tuple(submission.scaling.fit_power_law(x, y), 2)
        assert_float(coefficient, math.exp(intercept))
        assert_float(exponent, slope)


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("Two distinct x fix a line, and a value of x may occur more than once.")
@pytest.mark.false_alarm(0.0, "two points fix the line; the tolerances stand for the rounding of logarithms")
def test_two_distinct_points_are_enough(submission, planted):
    """Two points, and two points with a third at the same x: there the line passes through the mean of the logs."""
    a, b, c = (float(value) for value in planted.uniform(2, 90, size=3))
    coefficient, exponent = assert_tuple(submission.scaling.fit_power_law([1, 8], [a, b]), 2)
    assert_float(coefficient, a)
    assert_float(exponent, math.log(b / a) / math.log(8), rtol=1e-6, atol=1e-9)
    coefficient, exponent = assert_tuple(submission.scaling.fit_power_law([1, 8, 8], [a, b, c]), 2)
    assert_float(coefficient, a)
    assert_float(exponent, (math.log(b) + math.log(c) - 2 * math.log(a)) / 2 / math.log(8), rtol=1e-6, atol=1e-9)


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("Take logarithms into new arrays; do not write into x and y.")
def test_x_and_y_are_left_alone(submission, rng, planted):
    """Arrays and lists hold afterwards what they held before."""
    x = 10 ** rng.uniform(0, 2, size=6)
    coefficient, exponent = float(planted.uniform(2, 9)), float(planted.uniform(0.5, 2))
    y = coefficient * x**exponent
    seen = submission.probes.call_and_look("scaling", "fit_power_law", [x, y], {})
    assert_float(assert_tuple(seen["result"], 2)[1], exponent)
    assert_array(seen["arguments"][0], x)
    assert_array(seen["arguments"][1], y)
    seen = submission.probes.call_and_look("scaling", "fit_power_law", [x.tolist(), y.tolist()], {})
    assert_float(assert_tuple(seen["result"], 2)[0], coefficient)
    assert seen["arguments"] == [x.tolist(), y.tolist()], "the lists were changed"


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("Equal lengths, all values above 0, at least two distinct x: otherwise ValueError, never a NaN.")
def test_points_without_a_power_law_are_refused(submission, rng, planted):
    """Values of 0, negative or NaN in x or y; unequal lengths; one distinct x; nothing at all."""
    x = (10 ** rng.uniform(0, 2, size=5)).tolist()
    exponent = float(planted.uniform(0.5, 2))
    y = [3.0 * value**exponent for value in x]
    assert_float(assert_tuple(submission.scaling.fit_power_law(x, y), 2)[1], exponent)
    for bad in (0.0, -2.0, NAN):
        assert_refused(submission.scaling.fit_power_law, ([*x[:4], bad], y), (x, [bad, *y[1:]]), (np.array([*x[:4], bad]), y))
    assert_refused(submission.scaling.fit_power_law, (x, y[:4]), (x[:3], y), (x, y[:1]), ([], y), ([3.0] * 5, y))
    assert_refused(submission.scaling.fit_power_law, ([2.0], [5.0]), ([], []), ([4, 4], [1, 2]))
    assert_refused(submission.scaling.fit_power_law, (["x", "y"], [1, 2]), ("x", y), error=(TypeError, ValueError))


# ---- fit-scaling-law ------------------------------------------------------------------------------------------------


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(30)
@pytest.mark.hint("Fit in log space from several starts, and let the optimiser run until the gradient is really small.")
def test_scattered_clean_runs_give_the_law_back(submission, rng, planted):
    """100 runs without noise at random N and D, as arrays: all five constants."""
    truth = oracles.plant_law(planted)
    n, d = oracles.scattered(rng, 100)
    oracles.judge_clean_fit(submission.scaling.fit_scaling_law(n, d, oracles.loss_of(truth, n, d)), truth, n, d)


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(30)
@pytest.mark.hint("Lists and tuples are runs too, and their order means nothing.")
def test_a_shuffled_grid_of_clean_runs_gives_the_law_back(submission, rng, planted):
    """A grid of 8 sizes and 8 amounts of data in random order, as a list, a tuple and a list."""
    truth = oracles.plant_law(planted)
    n, d = oracles.grid(rng, 8, 8)
    losses = oracles.loss_of(truth, n, d)
    got = submission.scaling.fit_scaling_law(n.tolist(), tuple(d.tolist()), losses.tolist())
    oracles.judge_clean_fit(got, truth, n, d)


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(60)  # three fits
@pytest.mark.hint("A Huber loss on log L, or setting aside runs that lie far off and fitting the others once more.")
def test_a_tenth_of_the_runs_diverged(submission, rng, planted):
    """Three times 100 runs, 10 of them at 2 to 10 times their loss: exponents within 0.01, predictions within 0.5 %."""
    for _ in range(3):  # a fit that is a little off gets one law in six wrong
        truth = oracles.plant_law(planted)
        n, d = oracles.scattered(rng, 100)
        losses = oracles.diverge(rng, oracles.loss_of(truth, n, d), 0.1, 2, 10)
        oracles.judge_fit(submission.scaling.fit_scaling_law(n, d, losses), truth, n, d, predictions=0.005)


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(60)  # three fits
@pytest.mark.hint("Diverged runs at just twice their loss pull more quietly, and all in one direction.")
def test_diverged_runs_at_twice_their_loss(submission, rng, planted):
    """Three times 250 runs, 25 of them at 2 to 2.2 times their loss: exponents within 0.01, predictions within 0.5 %."""
    for _ in range(3):  # a fit that is a little off gets one law in six wrong
        truth = oracles.plant_law(planted)
        n, d = oracles.scattered(rng, 250)
        losses = oracles.diverge(rng, oracles.loss_of(truth, n, d), 0.1, 2, 2.2)
        oracles.judge_fit(submission.scaling.fit_scaling_law(n, d, losses), truth, n, d, predictions=0.005)


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(30)
@pytest.mark.hint("A loss can be hundreds of times too high; a few such runs must not decide anything.")
def test_a_few_runs_exploded(submission, rng, planted):
    """A grid of 9 x 9 runs, 4 of them at 20 to 1000 times their loss: the same tolerances."""
    truth = oracles.plant_law(planted)
    n, d = oracles.grid(rng, 9, 9)
    losses = oracles.diverge(rng, oracles.loss_of(truth, n, d), 0.05, 20, 1000)
    oracles.judge_fit(submission.scaling.fit_scaling_law(n, d, losses), truth, n, d, predictions=0.005)


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(30)
@pytest.mark.hint("Five constants, five runs: that is just enough to be accepted.")
def test_five_runs_are_accepted(submission, rng, planted):
    """After a good fit of 60 runs, five of them give some ScalingLaw; which one is not asked."""
    truth = oracles.plant_law(planted)
    n, d = oracles.scattered(rng, 60)
    losses = oracles.loss_of(truth, n, d)
    oracles.judge_clean_fit(submission.scaling.fit_scaling_law(n, d, losses), truth, n, d)
    corners = np.array([int(np.argmin(a * np.log(n) + b * np.log(d))) for a in (-1, 1) for b in (-1, 1)])
    five = [*dict.fromkeys(corners.tolist()), *(set(range(60)) - set(corners.tolist()))][:5]
    assert_record(submission.scaling.fit_scaling_law(n[five], d[five], losses[five]), "ScalingLaw")


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(60)  # two fits
@pytest.mark.hint("Keep nothing between calls, and do not write into the arrays that you are given.")
def test_a_second_fit_starts_afresh(submission, rng, planted):
    """Two laws, one after the other, from 60 runs each with 3 diverged; the arrays hold what they held before."""
    for _ in range(2):
        truth = oracles.plant_law(planted)
        n, d = oracles.scattered(rng, 60)
        losses = oracles.diverge(rng, oracles.loss_of(truth, n, d), 0.05, 2, 5)
        seen = submission.probes.call_and_look("scaling", "fit_scaling_law", [n, d, losses], {})
        oracles.judge_fit(seen["result"], truth, n, d, predictions=0.005)
        for got, given in zip(seen["arguments"], (n, d, losses), strict=True):
            assert_array(got, given)


@pytest.mark.question("fit-scaling-law")
@by_chance
@pytest.mark.timeout(30)
@pytest.mark.hint("At least five runs, equal lengths, everything above 0 and no NaN: check before you fit.")
def test_runs_that_cannot_be_fitted_are_refused(submission, rng, planted):
    """After a good fit: too few runs, unequal lengths, 0, negative and NaN raise ValueError."""
    truth = oracles.plant_law(planted)
    n, d = oracles.scattered(rng, 60)
    losses = oracles.loss_of(truth, n, d)
    fit = submission.scaling.fit_scaling_law
    oracles.judge_clean_fit(fit(n, d, losses), truth, n, d)
    assert_refused(fit, (n[:4], d[:4], losses[:4]), ([], [], []), (n[:1], d[:1], losses[:1]))
    assert_refused(fit, (n[:59], d, losses), (n, d[:59], losses), (n, d, losses[:59]), (n[:1], d, losses), (n, d, losses[:1]))
    for place in range(3):
        for bad in (0.0, -1.0, NAN):
            runs = [n.copy(), d.copy(), losses.copy()]
            runs[place][17] = bad
            assert_refused(fit, runs)
    assert_refused(fit, (["x"] * 60, d, losses), (n, d, "x"), error=(TypeError, ValueError))


# ---- compute-optimal and tokens-per-parameter -----------------------------------------------------------------------

#: Hoffmann et al. 2022 as printed, as their TeX source has it, and Epoch AI's fit (arXiv 2404.10102), with the optimum
#: of 5.76e23 FLOPs, Chinchilla's budget: N, D and D / N from the closed form of equation 4.
PUBLISHED = (
    ((1.69, 406.4, 410.7, 0.34, 0.28), 3.219e10, 2.982e12, 92.6),
    ((1.69337, math.exp(6.0073404), math.exp(6.0179186), 0.33917084, 0.2849083), 4.036e10, 2.379e12, 58.9),
    ((1.8172, 482.01, 2085.43, 0.3478, 0.3658), 7.225e10, 1.329e12, 18.4),
)


@pytest.mark.question("compute-optimal")
@pytest.mark.hint("Set the derivative of L(N, flops/(6N)) to zero; no rule of thumb, no search on a grid.")
def test_no_other_split_of_the_budget_is_better(submission, planted):
    """Four planted laws, a toy's budget and three from 1e18 to 1e26: N and D as a search with 30 digits finds them."""
    for flops in (2500.5, 1e18, 3e21, 1e26):
        law = oracles.plant_law(planted)
        n, d = oracles.searched_optimum(law, flops)
        got = assert_tuple(submission.scaling.compute_optimal(law, flops), 2)
        assert_float(got[0], n)
        assert_float(got[1], d)


@pytest.mark.question("compute-optimal")
@pytest.mark.hint("N comes first, D second; alpha belongs to N and A, beta to D and B.")
def test_lopsided_laws(submission, planted):
    """Where parameters are cheap N outgrows D, where tokens are cheap D outgrows N, tenfold or more."""
    a, b = (float(value) for value in planted.uniform(0.2, 0.3, size=2))
    for alpha, beta, A, B in ((a, 0.6, 30.0, 2000.0), (0.6, b, 2000.0, 30.0)):
        for law in (oracles.make_law(1.7, A, B, alpha, beta), oracles.make_law(0.5, B, A, beta, alpha)):
            n, d = oracles.searched_optimum(law, 1e22)
            assert not 0.1 < d / n < 10
            got = assert_tuple(submission.scaling.compute_optimal(law, 1e22), 2)
            assert_float(got[0], n)
            assert_float(got[1], d)


@pytest.mark.question("compute-optimal")
@pytest.mark.hint("Check against the published optimum for Chinchilla's budget.")
def test_published_optima(submission):
    """Chinchilla's 5.76e23 FLOPs under three published laws, to the four digits they are known to."""
    for constants, n, d, _ in PUBLISHED:
        got = assert_tuple(submission.scaling.compute_optimal(oracles.make_law(*constants), 5.76e23), 2)
        assert_float(got[0], n, rtol=5e-4)
        assert_float(got[1], d, rtol=5e-4)


@pytest.mark.question("compute-optimal")
@pytest.mark.hint("6*N*D = flops, also for a budget that is an int, as training_flops returns it.")
def test_int_budgets_beyond_64_bits(submission, rng, planted):
    """6ND of real training runs as Python ints, from 1e15 to 1e26, against the search; the budget is spent."""
    law = oracles.plant_law(planted)
    for digits in (15, 20, 26):
        flops = 6 * int(rng.integers(10**6, 10**7)) * 10 ** (digits - 7)
        n, d = oracles.searched_optimum(law, flops)
        got = assert_tuple(submission.scaling.compute_optimal(law, flops), 2)
        assert_float(got[0], n)
        assert_float(got[1], d)
        assert_float(6 * got[0] * got[1], float(flops))


@pytest.mark.question("compute-optimal")
@pytest.mark.hint("A budget must be above 0.")
def test_budgets_that_buy_nothing_are_refused(submission, planted):
    """After a right optimum: 0, negative and NaN budgets raise ValueError."""
    law = oracles.plant_law(planted)
    got = assert_tuple(submission.scaling.compute_optimal(law, 1e21), 2)
    assert_float(got[0], oracles.searched_optimum(law, 1e21)[0])
    assert_refused(submission.scaling.compute_optimal, (law, 0), (law, 0.0), (law, -1), (law, -1e21), (law, NAN))
    assert_refused(submission.scaling.compute_optimal, (law, "x"), error=(TypeError, ValueError))


@pytest.mark.question("tokens-per-parameter")
@pytest.mark.hint("D / N at the optimum of this very law and budget: no constant.")
def test_the_ratio_at_the_optimum(submission, planted):
    """Planted laws and budgets from 1e18 to 1e26: the ratio that the search finds."""
    for flops in (1e18, 10**22, 1e26):
        law = oracles.plant_law(planted)
        n, d = oracles.searched_optimum(law, flops)
        assert_float(submission.scaling.tokens_per_parameter(law, flops), d / n)


@pytest.mark.question("tokens-per-parameter")
@pytest.mark.hint("With alpha = beta the budget cancels; with alpha > beta the ratio grows with it.")
def test_the_ratio_moves_with_the_exponents(submission, planted):
    """alpha = beta = k: always (beta B / (alpha A))^(1/k). Else C^((alpha - beta)/(alpha + beta)) more at C times."""
    k = float(planted.uniform(0.3, 0.5))
    A, B = float(planted.uniform(100, 300)), float(planted.uniform(900, 2000))
    for flops in (1e18, 1e25):
        law = oracles.make_law(1.7, A, B, k, k)
        assert_float(submission.scaling.tokens_per_parameter(law, flops), (B / A) ** (1 / k))
    for alpha, beta in ((k, 0.28), (0.28, k)):
        law = oracles.make_law(1.7, A, B, alpha, beta)
        small, large = (submission.scaling.tokens_per_parameter(law, flops) for flops in (1e20, 1e23))
        n, d = oracles.searched_optimum(law, 1e20)
        assert_float(small, d / n)
        assert_float(large, d / n * 1000 ** ((alpha - beta) / (alpha + beta)))


@pytest.mark.question("tokens-per-parameter")
@pytest.mark.hint("Chinchilla's own budget under three published laws.")
def test_published_ratios(submission):
    """92.6, 58.9 and 18.4 tokens a parameter at 5.76e23 FLOPs, to the three digits they are known to."""
    for constants, _, _, ratio in PUBLISHED:
        assert_float(
            submission.scaling.tokens_per_parameter(oracles.make_law(*constants), 5.76e23), ratio, rtol=0, atol=0.05
        )


@pytest.mark.question("tokens-per-parameter")
@pytest.mark.hint("Refuse what compute_optimal refuses.")
def test_a_budget_without_tokens_is_refused(submission, planted):
    """After a right ratio: 0, negative and NaN budgets raise ValueError."""
    law = oracles.plant_law(planted)
    n, d = oracles.searched_optimum(law, 1e24)
    assert_float(submission.scaling.tokens_per_parameter(law, 1e24), d / n)
    assert_refused(submission.scaling.tokens_per_parameter, (law, 0), (law, -1e21), (law, NAN))
    assert_refused(submission.scaling.tokens_per_parameter, (law, "x"), error=(TypeError, ValueError))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
