"""Hidden tests of uniform.py: levels found by looking at all of them, steps judged by the error that they give."""

import numpy as np
import oracles_quantization as oracles
import pytest
import torch
from oracles_quantization import UNIFORM_MAX, tensor

from autograder.kit import assert_close, assert_float_in, assert_refused

NAN, INF = float("nan"), float("inf")
WRONG_TYPE = (TypeError, ValueError)

surely = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of floats, whatever is drawn")
promised = pytest.mark.false_alarm(0.0, "judged is the promise itself: no grid finds a smaller error than the smallest")


def placed(rng, shape, bits, step):
    """(levels, values): values at least a tenth of a step from the borders between levels, some far beyond them."""
    half = 2 ** (bits - 1)
    place = rng.integers(-half - 3, half + 3, size=shape)
    levels = (np.clip(place, -half, half - 1) + 0.5) * step
    return levels, (place + rng.uniform(0.1, 0.9, size=shape)) * step


@pytest.mark.question("uniform-quantize")
@pytest.mark.hint("(floor(x / step), held from -2^(b-1) to 2^(b-1) - 1, plus 1/2) * step.")
def test_values_go_to_their_level(submission, rng, planted):
    """1 to 8 bits, steps of many sizes, values inside and beyond the levels, both float dtypes."""
    for bits in (1, 2, 3, 5, 8):
        for shape, dtype in (((40,), torch.float32), ((3, 4, 5), torch.float64)):
            step = 10 ** float(planted.uniform(-3, 3))
            levels, values = placed(rng, shape, bits, step)
            got = submission.uniform.uniform_quantize(tensor(values, dtype), step, bits)
            assert_close(got, tensor(levels, dtype))


@pytest.mark.question("uniform-quantize")
@pytest.mark.hint("Any strides, and x is left alone.")
@surely
def test_layout_and_argument(submission, rng, planted):
    """Strange strides, and x afterwards."""
    step = float(planted.uniform(0.1, 3))
    levels, values = placed(rng, (4, 6), 3, step)
    got = submission.probes.call_strided("uniform", "uniform_quantize", [tensor(values), step, 3], {})
    assert_close(got, tensor(levels))
    seen = submission.probes.call_and_look("uniform", "uniform_quantize", [tensor(values), step, 3], {})
    assert_close(seen["result"], tensor(levels))
    assert_close(seen["arguments"][0], tensor(values), rtol=0)


@pytest.mark.question("uniform-quantize")
@pytest.mark.hint("6.02 dB a bit for a uniform signal whose range the steps just cover.")
@surely
def test_six_decibels_a_bit(submission, rng):
    """4,096 evenly spread values from -1 to 1, step 2 / 2^b: the error's mean square is step^2 / 12."""
    x = tensor((rng.permutation(4096) + 0.5) / 2048 - 1, torch.float64)
    for bits in (1, 3, 6):
        step = 2 / 2**bits
        error = float((x - submission.uniform.uniform_quantize(x, step, bits)).square().mean())
        # the mean over 4096 / 2^b evenly spread values in each step: step^2 / 12 (1 - (2^b / 4096)^2)
        assert_float_in(error / (step**2 / 12), 0.999, 1.0001)


@pytest.mark.question("uniform-quantize")
@pytest.mark.hint("A step is a finite number above 0; bits are from 1 to 8.")
def test_what_has_no_levels_is_refused(submission, rng):
    """After a right answer: steps, bits, NaN, infinity, emptiness, wrong types."""
    levels, values = placed(rng, (9,), 2, 0.5)
    x = tensor(values)
    assert_close(submission.uniform.uniform_quantize(x, 0.5, 2), tensor(levels))
    bad = [(x, 0.0, 2), (x, -0.5, 2), (x, NAN, 2), (x, INF, 2), (x, 0.5, 0), (x, 0.5, 9), (x[:0], 0.5, 2)]
    assert_refused(submission.uniform.uniform_quantize, *bad, (x * NAN, 0.5, 2), (x / 0, 0.5, 2))
    assert_refused(submission.uniform.uniform_quantize, (x, 0.5, 2.5), (x.int(), 0.5, 2), error=WRONG_TYPE)


# ---- optimal-step ---------------------------------------------------------------------------------------------------


def judge_step(step, x, bits):
    """The error at this step is at most 0.5 % above the smallest (as a grid finds it, 0.3 % too high at worst)."""
    assert_float_in(step, 1e-9, 1e9)
    error, least = oracles.midrise_error(x, float(step), bits), oracles.smallest_midrise_error(x, bits)
    assert error <= 1.005 * least, f"at step {step:.5g} the error is {error / least:.4f} times the smallest"


@pytest.mark.question("optimal-step")
@pytest.mark.timeout(30)
@pytest.mark.hint("Check yourself with the table of Max (1960) for a normal distribution.")
@promised
def test_the_table_of_max(submission, rng, planted):
    """4,096 values spread like a normal distribution of unknown width, 1 to 4 bits: the table's error."""
    for bits, (step, error) in UNIFORM_MAX.items():
        width = 10 ** float(planted.uniform(-2, 2))
        x = rng.permutation(oracles.normal_values(4096)) * width
        got = submission.uniform.optimal_step(tensor(x, torch.float64), bits)
        judge_step(got, x, bits)
        assert_float_in(got / width, 0.94 * step, 1.06 * step)
        assert_float_in(oracles.midrise_error(x, float(got), bits) / width**2 / error, 0.97, 1.006)


@pytest.mark.question("optimal-step")
@pytest.mark.timeout(30)
@pytest.mark.hint("Search from far below the full range, on a logarithmic grid: heavy tails are worth clipping.")
@promised
def test_other_distributions(submission, rng, planted):
    """2,000 values, skewed, with heavy tails or evenly spread, at 1 to 6 bits: no step is better by more than 0.5 %."""
    for bits, draw in ((1, rng.exponential), (2, rng.laplace), (3, rng.uniform), (4, rng.logistic), (6, rng.normal)):
        width = 10 ** float(planted.uniform(-2, 2))
        x = (width * draw(size=2000)).astype(np.float32)
        judge_step(submission.uniform.optimal_step(tensor(x), bits), x.astype(np.float64), bits)


@pytest.mark.question("optimal-step")
@pytest.mark.timeout(30)
@pytest.mark.hint("At 1 bit the levels are half a step from 0, so the best step may be up to twice the largest magnitude.")
@promised
def test_two_lumps(submission, rng, planted):
    """Values near plus and minus one size, at 1 bit: the best step is about twice that size, more than any value."""
    size = float(planted.uniform(10, 100))
    x = size * rng.choice([-1, 1], size=1500) * rng.uniform(0.9, 1.1, size=1500)
    judge_step(submission.uniform.optimal_step(tensor(x, torch.float64), 1), x, 1)


@pytest.mark.question("optimal-step")
@pytest.mark.timeout(30)
@pytest.mark.hint("Keep nothing between calls; look at |x|, not at x.")
@promised
def test_values_of_one_sign_and_a_second_call(submission, rng):
    """Negative values only, then positive ones, with strange strides; x afterwards."""
    for sign in (-1, 1):
        x = sign * (np.abs(rng.normal(size=(40, 50))) + 0.2)
        got = submission.probes.call_strided("uniform", "optimal_step", [tensor(x, torch.float64), 3], {})
        judge_step(got, x.ravel(), 3)
        seen = submission.probes.call_and_look("uniform", "optimal_step", [tensor(x, torch.float64), 2], {})
        judge_step(seen["result"], x.ravel(), 2)
        assert_close(seen["arguments"][0], tensor(x, torch.float64), rtol=0)


@pytest.mark.question("optimal-step")
@pytest.mark.hint("All zeros have no best step; bits from 1 to 8.")
@promised
def test_what_has_no_step_is_refused(submission, rng):
    """After a right answer: zeros, bits, NaN, infinity, emptiness."""
    x = rng.normal(size=1000)
    x /= np.abs(x).max()  # 0 is refused, and a largest value of exactly 1 is not
    judge_step(submission.uniform.optimal_step(tensor(x, torch.float64), 2), x, 2)
    bad = tensor(x)
    bad[3] = NAN
    assert_refused(submission.uniform.optimal_step, (torch.zeros(9), 2), (tensor(x), 0), (tensor(x), 9), (bad, 2))
    assert_refused(submission.uniform.optimal_step, (torch.zeros(0), 2), (tensor(x) / 0, 2))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
