"""Public tests of scaling.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import numpy as np
import pytest

from autograder.kit import Record, assert_close, assert_float, assert_record, assert_tuple

#: The constants that Hoffmann et al. 2022 print (approach 3), as your own `ScalingLaw`.
CHINCHILLA = Record("scaling", "ScalingLaw", E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)


def grid_of_runs():
    """64 runs: 8 model sizes from 1e7 to 1e10 parameters, each trained on 8 amounts of data from 1e9 to 1e12 tokens."""
    n, d = np.meshgrid(np.logspace(7, 10, 8), np.logspace(9, 12, 8))
    n, d = n.ravel(), d.ravel()
    return n, d, 1.69 + 406.4 / n**0.34 + 410.7 / d**0.28


@pytest.mark.question("predict-loss")
@pytest.mark.hint("L = E + A / N**alpha + B / D**beta.")
def test_chinchilla_is_better_than_gopher(submission):
    """70 B parameters on 1.4 T tokens beat 280 B on 300 B tokens: 1.9366 against 1.9933."""
    assert_float(submission.scaling.predict_loss(CHINCHILLA, 70e9, 1.4e12), 1.9366, rtol=0, atol=5e-5)
    assert_float(submission.scaling.predict_loss(CHINCHILLA, 280e9, 300e9), 1.9933, rtol=0, atol=5e-5)


@pytest.mark.question("predict-loss")
@pytest.mark.hint("Write it with numpy operations that work for numbers and arrays alike; N and D must be above 0.")
def test_arrays_of_runs_broadcast(submission):
    """N of shape (2, 1) and D of shape (3,) give the losses of all 6 pairs; 0 tokens are refused."""
    law = Record("scaling", "ScalingLaw", E=1.0, A=8.0, B=27.0, alpha=0.5, beta=1.0)
    losses = submission.scaling.predict_loss(law, np.array([[4.0], [16.0]]), np.array([9.0, 27.0, 54.0]))
    assert_close(losses, np.array([[8.0, 6.0, 5.5], [6.0, 4.0, 3.5]]))
    with pytest.raises(ValueError):
        submission.scaling.predict_loss(law, 4.0, 0.0)


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("log y = log c + k log x: fit a straight line to the logarithms, and return (c, k) in this order.")
def test_three_points_on_a_parabola(submission):
    """y = 3 x^2 has the coefficient 3 and the exponent 2."""
    coefficient, exponent = assert_tuple(submission.scaling.fit_power_law([1, 2, 4], [3, 12, 48]), 2)
    assert_float(coefficient, 3.0)
    assert_float(exponent, 2.0)


@pytest.mark.question("fit-power-law")
@pytest.mark.hint("Logarithms need values above 0, and a line needs two distinct x.")
def test_points_that_no_power_law_fits_are_refused(submission):
    """After a valid fit: a value of 0, and one x for all y, raise ValueError."""
    assert_float(submission.scaling.fit_power_law([1.0, 4.0], [5.0, 2.5])[1], -0.5)
    for x, y in (([1.0, 2.0], [0.0, 1.0]), ([2.0, 2.0], [1.0, 3.0])):
        with pytest.raises(ValueError):
            submission.scaling.fit_power_law(x, y)


@pytest.mark.question("fit-scaling-law")
@pytest.mark.timeout(30)
@pytest.mark.hint("Fit log L over (log E, log A, log B, alpha, beta), from several starts: many lead to a poor fit.")
def test_clean_runs_give_the_law_back(submission):
    """64 runs without noise: exponents within 0.01, E within 1 %, A and B within 15 %."""
    law = assert_record(submission.scaling.fit_scaling_law(*grid_of_runs()), "ScalingLaw")
    assert_float(law.alpha, 0.34, rtol=0, atol=0.01)
    assert_float(law.beta, 0.28, rtol=0, atol=0.01)
    assert_float(law.E, 1.69, rtol=0.01)
    assert_float(law.A, 406.4, rtol=0.15)
    assert_float(law.B, 410.7, rtol=0.15)


@pytest.mark.question("fit-scaling-law")
@pytest.mark.timeout(30)
@pytest.mark.hint("Squared errors let one diverged run outvote all others: use a Huber loss, or set such runs aside.")
def test_diverged_runs_do_not_spoil_the_fit(submission):
    """Five of 64 runs ended at two to six times their loss: the exponents stay within 0.01."""
    n, d, losses = grid_of_runs()
    losses[[3, 22, 29, 40, 58]] *= [2.0, 6.0, 3.0, 4.0, 2.5]
    law = assert_record(submission.scaling.fit_scaling_law(n, d, losses), "ScalingLaw")
    assert_float(law.alpha, 0.34, rtol=0, atol=0.01)
    assert_float(law.beta, 0.28, rtol=0, atol=0.01)


@pytest.mark.question("fit-scaling-law")
@pytest.mark.timeout(30)
@pytest.mark.hint("There are five constants to find: fewer than five runs cannot fix them.")
def test_four_runs_are_too_few(submission):
    """After a good fit: four runs, and a loss of 0, raise ValueError."""
    n, d, losses = grid_of_runs()
    law = assert_record(submission.scaling.fit_scaling_law(n, d, losses), "ScalingLaw")
    assert_float(law.alpha, 0.34, rtol=0, atol=0.01)
    with pytest.raises(ValueError):
        submission.scaling.fit_scaling_law(n[:4], d[:4], losses[:4])
    losses[7] = 0.0
    with pytest.raises(ValueError):
        submission.scaling.fit_scaling_law(n, d, losses)


@pytest.mark.question("compute-optimal")
@pytest.mark.hint(
    "At the optimum alpha * A / N**alpha = beta * B / D**beta; put D = flops / (6 * N) into it and solve for N."
)
def test_the_budget_of_chinchilla(submission):
    """5.76e23 FLOPs: the printed constants ask for 32.19 B parameters and 2.982 T tokens."""
    n, d = assert_tuple(submission.scaling.compute_optimal(CHINCHILLA, 5.76e23), 2)
    assert_float(n, 3.219e10, rtol=5e-4)
    assert_float(d, 2.982e12, rtol=5e-4)


@pytest.mark.question("compute-optimal")
@pytest.mark.hint("6*N*D must give the budget back; a budget of 0 or below buys no model.")
def test_the_whole_budget_is_spent(submission):
    """6ND = flops, for small and large budgets; no FLOPs at all are refused."""
    for flops in (1e18, 1e21, 1e24):
        n, d = assert_tuple(submission.scaling.compute_optimal(CHINCHILLA, flops), 2)
        assert_float(6 * n * d, flops)
    with pytest.raises(ValueError):
        submission.scaling.compute_optimal(CHINCHILLA, 0)


@pytest.mark.question("tokens-per-parameter")
@pytest.mark.hint("D / N at the optimum. 20 is a rule of thumb: the law says how it moves with the budget.")
def test_tokens_per_parameter_grow_with_the_budget(submission):
    """With the printed constants 1e18 FLOPs ask for 25.67 tokens a parameter, 5.76e23 for 92.6."""
    assert_float(submission.scaling.tokens_per_parameter(CHINCHILLA, 1e18), 25.67, rtol=5e-4)
    assert_float(submission.scaling.tokens_per_parameter(CHINCHILLA, 5.76e23), 92.6, rtol=1e-3)
