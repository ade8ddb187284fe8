"""Hidden tests of integer.py: exact fractions and 64-bit integers on the trusted side, and no float in sight."""

from fractions import Fraction

import numpy as np
import oracles_quantization as oracles
import pytest
import torch
from oracles_quantization import tensor

from autograder.kit import assert_close, assert_dict, assert_int, assert_refused, assert_tuple

NAN = float("nan")

surely = pytest.mark.false_alarm(0.0, "integers are compared exactly; floats of 24 bits settle what lies 0.01 from a tie")


def judge_fixed_point(got, factor):
    """A multiplier from 2^30 to 2^31 - 1 and a shift, nearest to the factor."""
    multiplier, shift = assert_tuple(got, 2)
    assert type(multiplier) is int and type(shift) is int, "multiplier and shift must be Python ints"
    assert 2**30 <= multiplier < 2**31, f"the multiplier {multiplier} is not from 2^30 to 2^31 - 1"
    off = abs(Fraction(factor) - Fraction(multiplier, 2**shift)) * 2**shift
    assert off <= Fraction(1, 2), f"{multiplier} / 2^{shift} is {float(off):.3f} units off"


def some_factors(rng, count):
    """Pairs (multiplier, shift) of factors from 2^-20 to 1."""
    return [(int(rng.integers(2**30, 2**31)), int(rng.integers(31, 51))) for _ in range(count)]


# ---- requantize -----------------------------------------------------------------------------------------------------


@pytest.mark.question("requantize")
@pytest.mark.hint("math.frexp gives mantissa and exponent; round the mantissa times 2^31, do not truncate it.")
def test_factors_of_every_size(submission, rng):
    """Factors from 2^-31 to 1, powers of two, and the largest number below 1, which rounds to 2^30 / 2^30."""
    factors = [2 ** float(x) for x in rng.uniform(-31, 0, size=20)] + [0.5, 0.25, 2.0**-31, 1 / 3]
    for factor in factors:
        judge_fixed_point(submission.integer.fixed_point(factor), factor)
    below_one = float(np.nextafter(1.0, 0.0))
    multiplier, shift = assert_tuple(submission.integer.fixed_point(below_one), 2)
    assert_int(multiplier, 2**30)
    assert_int(shift, 30)


@pytest.mark.question("requantize")
@pytest.mark.hint("The product has up to 62 bits: int64, and a shift that rounds.")
def test_sums_of_every_size(submission, rng):
    """Sums up to 2^31, factors down to 2^-20, zero points at both ends: exact fractions say the codes."""
    for zero_point in (0, 255, int(rng.integers(1, 255))):
        factors = some_factors(rng, 6)
        sizes = np.array([min(2**31 - 1, int(300 * 2**shift / multiplier)) for multiplier, shift in factors])
        acc = (rng.uniform(-1, 1, size=(40, 6)) * sizes).astype(np.int64)
        got = submission.integer.requantize(tensor(acc, torch.int32), factors, zero_point)
        assert_close(got, tensor(oracles.requantized(acc, factors, zero_point), torch.uint8))
    extremes = np.array([[-(2**31), 2**31 - 1], [2**31 - 1, -(2**31)], [0, 0]])
    factors = [(2**31 - 1, 61), (2**31 - 1, 54)]
    got = submission.integer.requantize(tensor(extremes, torch.int32), factors, 128)
    assert_close(got, tensor(oracles.requantized(extremes, factors, 128), torch.uint8))


@pytest.mark.question("requantize")
@pytest.mark.hint("A tie goes towards plus infinity, for negative sums too: add half, then shift.")
def test_ties_go_up(submission, rng):
    """Halves and quarters of sums from -40 to 40."""
    acc = rng.permutation(np.repeat(np.arange(-40, 41)[:, None], 2, axis=1))
    factors = [(2**30, 31), (2**30, 32)]
    got = submission.integer.requantize(tensor(acc, torch.int32), factors, 100)
    assert_close(got, tensor(oracles.requantized(acc, factors, 100), torch.uint8))


@pytest.mark.question("requantize")
@pytest.mark.hint("Only integers: no division and no multiplication by a float.")
def test_no_float_is_made(submission, rng):
    """All tensors inside are integers; strange strides and the argument afterwards are looked at too."""
    factors = some_factors(rng, 5)
    acc = rng.integers(-(2**20), 2**20, size=(7, 5))
    expected = tensor(oracles.requantized(acc, factors, 9), torch.uint8)
    arguments = [tensor(acc, torch.int32), factors, 9]
    seen = submission.probes.watched("integer", "requantize", arguments)
    assert_close(seen["result"], expected)
    assert seen["floats"] == [], f"tensors of {seen['floats']} were made"
    assert_close(submission.probes.call_strided("integer", "requantize", arguments, {}), expected)
    after = submission.probes.call_and_look("integer", "requantize", arguments, {})["arguments"]
    assert_close(after[0], arguments[0])
    assert after[1] == factors, "the list of factors was changed"


@pytest.mark.question("requantize")
@pytest.mark.hint("Factors from 2^-31 to below 1; one pair a column; zero points from 0 to 255.")
def test_factors_and_zero_points_that_do_not_fit_are_refused(submission, rng):
    """After right answers: factors, numbers of pairs, zero points, dimensions."""
    judge_fixed_point(submission.integer.fixed_point(0.3), 0.3)
    assert_refused(submission.integer.fixed_point, (0.0,), (-0.25,), (1.0,), (1.5,), (2.0**-32,), (NAN,), (float("inf"),))
    acc, factors = rng.integers(-99, 99, size=(4, 3)), some_factors(rng, 3)
    good = tensor(acc, torch.int32)
    got = submission.integer.requantize(good, factors, 0)
    assert_close(got, tensor(oracles.requantized(acc, factors, 0), torch.uint8))
    assert_refused(submission.integer.requantize, (good, factors[:2], 0), (good, factors[:1], 0), (good, [*factors, factors[0]], 0))
    assert_refused(submission.integer.requantize, (good, factors, -1), (good, factors, 256), (good[0], factors, 0), (good[None], factors, 0))


# ---- integer-linear -------------------------------------------------------------------------------------------------


def some_codes(rng, rows, inputs, outputs):
    """(q_x, q_w, bias) as int64 arrays."""
    q_x, q_w = rng.integers(0, 256, size=(rows, inputs)), rng.integers(-127, 128, size=(outputs, inputs))
    return q_x, q_w, rng.integers(-(2**20), 2**20, size=outputs)


def as_arguments(q_x, x_zero, q_w, bias):
    """What `accumulate` is given."""
    return [tensor(q_x, torch.uint8), x_zero, tensor(q_w, torch.int8), None if bias is None else tensor(bias, torch.int32)]


@pytest.mark.question("integer-linear")
@pytest.mark.hint("sum of q_x q_w, minus x_zero times the sum of q_w over the inputs, plus the bias.")
def test_sums_of_every_shape(submission, rng):
    """Rectangles and a square, zero points at both ends, with and without bias: exact integers."""
    for rows, inputs, outputs in ((1, 5, 3), (4, 4, 4), (7, 33, 2), (2, 1, 6)):
        for x_zero in (0, 255, int(rng.integers(1, 255))):
            q_x, q_w, bias = some_codes(rng, rows, inputs, outputs)
            exact = (q_x - x_zero) @ q_w.T
            got = submission.integer.accumulate(*as_arguments(q_x, x_zero, q_w, bias))
            assert_close(got, tensor(exact + bias, torch.int32))
            assert_close(submission.integer.accumulate(*as_arguments(q_x, x_zero, q_w, None)), tensor(exact, torch.int32))


@pytest.mark.question("integer-linear")
@pytest.mark.hint("A float32 holds integers to 2^24 only; the sums here are beyond, and odd.")
@surely
def test_large_sums_are_exact(submission, rng):
    """4,096 inputs near the ends of their range: sums of 10^8, and no float inside."""
    q_x, q_w, bias = rng.integers(250, 256, size=(3, 4096)), rng.integers(120, 128, size=(2, 4096)), np.array([2**30, -(2**30) - 1])
    q_w[1] *= -1
    x_zero = int(rng.integers(0, 3))
    seen = submission.probes.watched("integer", "accumulate", as_arguments(q_x, x_zero, q_w, bias))
    seen = assert_dict(seen, ["result", "floats", "largest"])
    assert_close(seen["result"], tensor((q_x - x_zero) @ q_w.T + bias, torch.int32), rtol=0)
    assert seen["floats"] == [], f"only integers may be used; tensors of {seen['floats']} were made"


def exact_outputs(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero):
    """The float result of the codes in units of the output code, in float64 (53 bits of which the sums need 32)."""
    acc = (q_x - x_zero) @ q_w.T + (0 if bias is None else bias)
    return acc * (x_scale * w_scale[None, :] / y_scale) + y_zero


def judge_outputs(got, exact):
    """Within one code everywhere, and the nearest code wherever that is not a close call."""
    assert_close(got, tensor(np.clip(np.round(exact), 0, 255), torch.uint8), rtol=0, atol=1)
    clear = np.abs(exact - np.floor(exact) - 0.5) > 0.01
    nearest = np.clip(np.round(exact), 0, 255)
    wrong = clear & (got.numpy() != nearest)
    assert not wrong.any(), f"{int(wrong.sum())} codes are not the nearest to the float result"


@pytest.mark.question("integer-linear")
@pytest.mark.hint("One factor a channel: x_scale * w_scale[j] / y_scale, through fixed_point and requantize.")
@surely
def test_the_layer_equals_its_float_twin(submission, rng, planted):
    """Layers of several shapes with a scale for each channel: the quantized float result, give or take a code."""
    for rows, inputs, outputs in ((5, 16, 4), (3, 3, 3), (2, 200, 7)):
        for with_bias in (True, False):
            q_x, q_w, bias = some_codes(rng, rows, inputs, outputs)
            bias = bias // 64 if with_bias else None
            x_scale, x_zero = float(planted.uniform(0.01, 0.1)), int(rng.integers(1, 255))
            w_scale = np.float32(planted.uniform(0.001, 0.02, size=outputs)).astype(np.float64)
            y_scale, y_zero = x_scale * float(w_scale.max()) * 90 * inputs**0.5, int(rng.integers(60, 190))
            exact = exact_outputs(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero)
            q = as_arguments(q_x, x_zero, q_w, bias)
            got = submission.integer.quantized_linear(
                q[0], x_scale, x_zero, q[2], tensor(w_scale), q[3], y_scale, y_zero
            )
            judge_outputs(got, exact)


@pytest.mark.question("integer-linear")
@pytest.mark.hint("Tensors may have any strides (a transposed weight), and are left alone.")
@surely
def test_layout_and_arguments(submission, rng):
    """Strange strides, two calls, and the arguments afterwards."""
    for _ in range(2):
        q_x, q_w, bias = some_codes(rng, 4, 6, 4)
        exact = tensor((q_x - 77) @ q_w.T + bias, torch.int32)
        arguments = as_arguments(q_x, 77, q_w, bias)
        assert_close(submission.probes.call_strided("integer", "accumulate", arguments, {}), exact)
        seen = submission.probes.call_and_look("integer", "accumulate", arguments, {})
        assert_close(seen["result"], exact)
        for index in (0, 2, 3):
            assert_close(seen["arguments"][index], arguments[index], rtol=0)


@pytest.mark.question("integer-linear")
@pytest.mark.hint("The inner sizes must agree; one bias and one scale for each output; scales above 0.")
@surely
def test_shapes_that_do_not_fit_are_refused(submission, rng):
    """After right answers: sizes, biases, zero points, scales, and factors of 1 or more."""
    q_x, q_w, bias = some_codes(rng, 2, 5, 3)
    x, zero, w, b = as_arguments(q_x, 3, q_w, bias)
    accumulate, layer = submission.integer.accumulate, submission.integer.quantized_linear
    assert_close(accumulate(x, zero, w, b), tensor((q_x - 3) @ q_w.T + bias, torch.int32))
    assert_refused(accumulate, (x, 3, w[:, :4], b), (x[:, :1], 3, w, b), (x, 3, w, b[:2]), (x, 3, w, b[:1]), (x, -1, w, b), (x, 256, w, b))
    assert_refused(accumulate, (x[0], 3, w, b), (x, 3, w[0], None), (x[None], 3, w, b))
    assert_refused(accumulate, (x, 3, w, torch.cat([b, b])), (x, 3, w, b[None]), (x, 3, w, b[:, None]))
    scale = torch.full((3,), 0.01)
    got = layer(x, 0.5, 3, w, scale, b // 999, 9.0, 100)
    judge_outputs(got, exact_outputs(q_x, 0.5, 3, q_w, scale.double().numpy(), (b // 999).numpy(), 9.0, 100))
    assert_refused(layer, (x, 0.5, 3, w, scale[:2], b, 9.0, 0), (x, 0.5, 3, w, scale[:1], b, 9.0, 0), (x, 0.0, 3, w, scale, b, 9.0, 0))
    assert_refused(layer, (x, 0.5, 3, w, scale[:, None], b, 9.0, 0), (x, 0.5, 3, w, scale[0], b, 9.0, 0), (x, -0.5, 3, w, scale, b, -9.0, 0))
    assert_refused(layer, (x, 0.5, 3, w, scale, b, -9.0, 0), (x, 0.5, 3, w, scale, b, 0.0, 0), (x, 0.5, 3, w, -scale, b, 9.0, 0))
    assert_refused(layer, (x, 0.5, 3, w, scale, b, 9.0, 256), (x, 0.5, -1, w, scale, b, 9.0, 0), (x, 0.5, 3, w, scale, b, 0.004, 0))
    assert_refused(layer, (x, NAN, 3, w, scale, b, 9.0, 0), (x, 0.5, 3, w, scale, b, NAN, 0))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
