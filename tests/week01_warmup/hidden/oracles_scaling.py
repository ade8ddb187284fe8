"""Second opinions for the hidden tests of scaling.py: planted laws, runs spread over N and D, a search at 30 digits.

Runs on the trusted side only and shares nothing with the solution: the optimum is searched for with decimal numbers,
by halving along the budget, never taken from the closed form that the tests ask for.
"""

from decimal import Decimal, localcontext

import numpy as np

from autograder.kit import Record, assert_close, assert_float, assert_float_in, assert_record

FIELDS = ("E", "A", "B", "alpha", "beta")


def make_law(E, A, B, alpha, beta):
    """The student's own ScalingLaw, from plain floats."""
    return Record("scaling", "ScalingLaw", E=float(E), A=float(A), B=float(B), alpha=float(alpha), beta=float(beta))


def plant_law(planted):
    """A law as language models have: a floor of 1.5 to 2.2, and terms of 0.2 to 0.6 in the middle of the runs below.

    Exponents from 0.3 to 0.42 (Hoffmann et al. print 0.34 and 0.28, Epoch AI 0.35 and 0.37), so A lies between 70 and
    2,200 and B between 280 and 16,000: within reach of every usual start.
    """
    alpha, beta = planted.uniform(0.30, 0.42, size=2)
    return make_law(
        E=planted.uniform(1.5, 2.2),
        A=planted.uniform(0.2, 0.6) * 10 ** (8.5 * alpha),
        B=planted.uniform(0.2, 0.6) * 10 ** (10.5 * beta),
        alpha=alpha,
        beta=beta,
    )


def scattered(rng, count):
    """Runs log-uniform over three decades each: 1e7 to 1e10 parameters, 1e9 to 1e12 tokens."""
    return 10 ** rng.uniform(7, 10, size=count), 10 ** rng.uniform(9, 12, size=count)


def grid(rng, sizes, amounts):
    """Runs on a grid over the same three decades, in shuffled order."""
    n, d = np.meshgrid(np.logspace(7, 10, sizes), np.logspace(9, 12, amounts))
    order = rng.permutation(n.size)
    return n.ravel()[order], d.ravel()[order]


def loss_of(law, n, d):
    """What the law says, from its fields."""
    with np.errstate(all="ignore"):
        return law.E + law.A / n**law.alpha + law.B / d**law.beta


def diverge(rng, losses, share, low, high):
    """The losses with a share of them, at random places, at low to high times their value."""
    spoiled = losses.copy()
    where = rng.choice(losses.size, size=int(share * losses.size), replace=False)
    spoiled[where] *= rng.uniform(low, high, size=where.size)
    return spoiled


def judge_fit(got, truth, n, d, predictions):
    """A ScalingLaw with five numbers, the exponents within 0.01, and every run predicted to this relative accuracy."""
    law = assert_record(got, "ScalingLaw")
    for name in FIELDS:
        assert_float_in(getattr(law, name), -1e300, 1e300)
    assert_float(law.alpha, truth.alpha, rtol=0, atol=0.01)
    assert_float(law.beta, truth.beta, rtol=0, atol=0.01)
    fitted = make_law(*(getattr(law, name) for name in FIELDS))
    assert_close(loss_of(fitted, n, d), loss_of(truth, n, d), rtol=predictions)


def judge_clean_fit(got, truth, n, d):
    """Week 1's promise for runs without noise: besides, E within 1 % and A and B within 15 %."""
    judge_fit(got, truth, n, d, predictions=0.003)
    assert_float(got.E, truth.E, rtol=0.01)
    assert_float(got.A, truth.A, rtol=0.15)
    assert_float(got.B, truth.B, rtol=0.15)


def searched_optimum(law, flops):
    """The (N, D) with 6ND = flops and the least loss, by halving, with 30 digits.

    Along the budget the loss falls while its A term's slope over log N is the steeper, and rises where its B term's is;
    the two slopes are compared by their logarithms.
    """
    with localcontext() as context:
        context.prec = 30
        a, b, alpha, beta = (Decimal(getattr(law, name)) for name in ("A", "B", "alpha", "beta"))
        product = (Decimal(flops) / 6).ln()
        log_a, log_b = (a * alpha).ln(), (b * beta).ln()

        low, high = Decimal(-100), Decimal(200)
        for _ in range(64):  # 300 / 2**64: 2e-17
            middle = (low + high) / 2
            falls = log_b - beta * (product - middle) < log_a - alpha * middle
            low, high = (middle, high) if falls else (low, middle)
        return float(low.exp()), float((product - low).exp())


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
