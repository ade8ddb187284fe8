"""Hidden tests of affine.py: values made from their codes, ranges found by loops, both modes, every axis.

What the contract leaves open (the zero point on a tie, values nearer than a tenth of a step to one) is not asked.
"""

import math

import numpy as np
import oracles_quantization as oracles
import pytest
import torch
from oracles_quantization import along, tensor

from autograder.kit import (
    assert_array,
    assert_close,
    assert_dict,
    assert_float,
    assert_refused,
    assert_same_shape,
    assert_tuple,
)

NAN, INF = float("nan"), float("inf")
WRONG_TYPE = (TypeError, ValueError)

surely = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of floats, whatever is drawn")


# ---- sqnr -----------------------------------------------------------------------------------------------------------


@pytest.mark.question("sqnr")
@pytest.mark.hint("Energies, not variances: a mean is signal too. 10 log10 of their ratio.")
@surely
def test_the_ratio_of_energies(submission, rng):
    """Signals of three shapes with a mean of 3, errors large and small, in both float dtypes."""
    for shape, dtype in (((40,), torch.float32), ((5, 7), torch.float64), ((2, 3, 4), torch.float32)):
        for size in (2.0, 0.1, 0.001):
            x = tensor(rng.normal(3, 1, size=shape), dtype)
            noisy = x + tensor(size * rng.normal(0.3, 1, size=shape), dtype)
            a, b = (value.double().numpy() for value in (x, noisy))
            expected = 10 * math.log10((a**2).sum() / ((a - b) ** 2).sum())
            assert_float(submission.affine.sqnr_db(x, noisy), expected, rtol=1e-5, atol=1e-4)
            if shape == (5, 7):
                assert_float(submission.probes.call_strided("affine", "sqnr_db", [x, noisy], {}), expected, atol=1e-4)


@pytest.mark.question("sqnr")
@pytest.mark.hint("No noise: math.inf. More noise than signal: a negative number.")
@surely
def test_no_noise_and_much_noise(submission, rng):
    """Equal tensors, and an error twice as large as the signal: -6.02 dB."""
    x = tensor(rng.normal(size=(3, 4)))
    assert submission.affine.sqnr_db(x, x.clone()) == INF
    assert_float(submission.affine.sqnr_db(x, -x), -20 * math.log10(2), rtol=1e-5)


@pytest.mark.question("sqnr")
@pytest.mark.hint("Mean square 1/2 for a sine and 1/3 for a uniform signal, from -1 to 1; error step^2 / 12.")
def test_bits_in_decibels(submission):
    """2 to 16 bits: 6.0206 dB each, and 1.7609 more for a sine."""
    for bits in range(2, 17):
        assert_float(submission.affine.ideal_sqnr_db(bits, "uniform"), 20 * math.log10(2) * bits)
        assert_float(submission.affine.ideal_sqnr_db(bits, "sine"), 20 * math.log10(2) * bits + 10 * math.log10(1.5))


@pytest.mark.question("sqnr")
@pytest.mark.hint("Different shapes do not broadcast; an all-zero signal has no ratio; names and bits are checked.")
@surely
def test_what_has_no_ratio_is_refused(submission, rng):
    """After a right answer: shapes, emptiness, NaN, infinity, zeros, names, bits."""
    x = tensor(rng.normal(size=(4, 4)))
    assert_float(submission.affine.sqnr_db(x, 0.9 * x), 20.0, rtol=1e-4)
    bad = x.clone()
    bad[1, 2] = NAN
    worse = x.clone()
    worse[0, 0] = INF
    assert_refused(submission.affine.sqnr_db, (x, x[:1]), (x[:1], x), (x, x[0]), (x[:0], x[:0]), (bad, x), (x, bad), (x, worse))
    assert_refused(submission.affine.sqnr_db, (0 * x, x), (0 * x, 0 * x))
    assert_float(submission.affine.ideal_sqnr_db(3, "uniform"), 60 * math.log10(2))
    assert_refused(submission.affine.ideal_sqnr_db, (8, "noise"), (1, "sine"), (17, "sine"), (0, "uniform"), (-3, "uniform"))


# ---- qparams --------------------------------------------------------------------------------------------------------


def judge_qparams(got, x, bits, symmetric, axis):
    """Scale and zero point follow from the range: scale to 1e-6, zero point to half a code."""
    scale, zero_point = assert_tuple(got, 2)
    ranges = oracles.range_of(x.numpy(), axis)
    low, high = oracles.code_range(bits, symmetric)
    widths = [max(-lo, hi) / high if symmetric else (hi - lo) / high for lo, hi in ranges]
    expected = np.array([width if width else 1.0 for width in widths])
    shape = () if axis is None else (len(ranges),)
    # float32 arithmetic on values known exactly: a subtraction and a division, each 6e-8 relative.
    assert_close(scale, tensor(expected.reshape(shape), x.dtype), rtol=1e-6)
    assert_same_shape(zero_point, shape)
    assert zero_point.dtype == torch.int32, f"the zero point has dtype {zero_point.dtype}; int32 is asked for"
    for code, (lo, _), step in zip(zero_point.reshape(-1).tolist(), ranges, expected.tolist(), strict=True):
        exact = 0.0 if symmetric else -lo / step
        # half a code of rounding; 2^16 codes by four roundings in float32 add 2^16 * 4 * 6e-8 < 0.02
        assert abs(code - exact) <= (0 if symmetric else 0.52), f"zero point {code}, exactly {exact:.3f}"
        assert low <= code <= high


@pytest.mark.question("qparams")
@pytest.mark.hint("2^b - 1 steps between 2^b codes; round(-lo / scale) is the code of 0.")
@surely
def test_asymmetric_ranges(submission, rng):
    """Values around 0 of several sizes and shapes, at 2, 3, 4, 8 and 16 bits."""
    for bits in (2, 3, 4, 8, 16):
        for shape in ((50,), (4, 9), (2, 3, 5)):
            x = tensor(rng.uniform(0.01, 30) * (rng.uniform(-1, 1, size=shape) + rng.uniform(-0.5, 0.5)))
            judge_qparams(submission.affine.qparams(x, bits), x, bits, False, None)


@pytest.mark.question("qparams")
@pytest.mark.hint("min(x, 0) and max(x, 0): a range that misses 0 is widened to it.")
@surely
def test_ranges_on_one_side_of_zero(submission, rng):
    """All values above 0, all below, one value, and zeros throughout."""
    for sign in (1, -1):
        x = tensor(sign * rng.uniform(5, 6, size=(3, 8)))
        judge_qparams(submission.affine.qparams(x, 8), x, 8, False, None)
        judge_qparams(submission.affine.qparams(x, 8, axis=0), x, 8, False, 0)
        single = x[0, :1]
        judge_qparams(submission.affine.qparams(single, 4), single, 4, False, None)
    zeros = torch.zeros(3, 4)
    for symmetric in (False, True):
        for axis in (None, 1):
            judge_qparams(submission.affine.qparams(zeros, 4, symmetric=symmetric, axis=axis), zeros, 4, symmetric, axis)


@pytest.mark.question("qparams")
@pytest.mark.hint("max|x| becomes the code 2^(b-1) - 1, on whichever side it lies.")
@surely
def test_symmetric_ranges(submission, rng):
    """The largest magnitude on the left and on the right, at 2, 3, 8 and 16 bits."""
    for bits in (2, 3, 8, 16):
        for sign in (1, -1):
            x = tensor(sign * np.append(rng.uniform(-1, 1, size=11), rng.uniform(2, 3)).reshape(3, 4))
            judge_qparams(submission.affine.qparams(x, bits, symmetric=True), x, bits, True, None)


@pytest.mark.question("qparams")
@pytest.mark.hint("Take the range over all axes but the one; negative axes count from the end.")
@surely
def test_every_axis(submission, rng):
    """A (3, 3, 3) and a (2, 4, 5) tensor with rows of very different size, one of them 0, along each axis."""
    for shape in ((3, 3, 3), (2, 4, 5)):
        for axis in (0, 1, 2, -1, -3):
            sizes = along(10.0 ** rng.permutation(np.arange(shape[axis])), axis, 3)
            values = rng.uniform(-1, 2, size=shape) * sizes
            np.moveaxis(values, axis, 0)[1] = 0
            x = tensor(values)
            for symmetric in (False, True):
                got = submission.affine.qparams(x, 4, symmetric=symmetric, axis=axis)
                judge_qparams(got, x, 4, symmetric, axis)


@pytest.mark.question("qparams")
@pytest.mark.hint("Use reshape, not view; keep x's dtype; do not write into x.")
@surely
def test_layout_dtype_and_argument(submission, rng):
    """A tensor with strange strides, a float64 one, and x afterwards."""
    for dtype in (torch.float32, torch.float64):
        x = tensor(rng.normal(size=(3, 4)), dtype)
        for axis in (None, 0, 1):
            judge_qparams(submission.probes.call_strided("affine", "qparams", [x, 5], {"axis": axis}), x, 5, False, axis)
        seen = assert_dict(
            submission.probes.call_and_look("affine", "qparams", [x, 5], {"symmetric": True}),
            ["result", "arguments", "options"],
        )
        judge_qparams(seen["result"], x, 5, True, None)
        assert_close(seen["arguments"][0], x, rtol=0)


@pytest.mark.question("qparams")
@pytest.mark.hint("bits from 2 to 16, values finite and not empty, an axis that exists: else ValueError.")
@surely
def test_what_has_no_range_is_refused(submission, rng):
    """After a right answer: bits, NaN, infinity, emptiness, axes, wrong types."""
    x = tensor(rng.normal(size=(3, 4)))
    judge_qparams(submission.affine.qparams(x, 2, axis=1), x, 2, False, 1)
    assert_refused(submission.affine.qparams, (x, 1), (x, 0), (x, -8), (x, 17), (x[:0], 8))
    for value in (NAN, INF, -INF):
        bad = x.clone()
        bad[2, 1] = value
        assert_refused(submission.affine.qparams, (bad, 8))
        assert_refused(submission.affine.qparams, (bad, 8), symmetric=True, axis=0)
    for axis in (2, -3, 7):
        assert_refused(submission.affine.qparams, (x, 8), axis=axis)
    assert_refused(submission.affine.qparams, (x, 2.5), (x, "8"), (x.int(), 8), error=WRONG_TYPE)


# ---- quantize, dequantize -------------------------------------------------------------------------------------------


def planted_scale(planted, axis, shape):
    """A scale (or one for each index along an axis), exact in float32."""
    size = () if axis is None else shape[axis]
    return np.float32(10 ** planted.uniform(-3, 2, size=size))


@pytest.mark.question("quantize")
@pytest.mark.hint("round(x / scale) + zero_point, held between the lowest and the highest code.")
def test_codes_of_a_tensor(submission, rng, planted):
    """Values within 0.4 steps of known codes, some beyond the range; 2 to 16 bits, both modes."""
    for bits in (2, 4, 8, 16):
        for symmetric in (False, True):
            scale = planted_scale(planted, None, None)
            zero_point = 0 if symmetric else int(rng.integers(0, 2**bits))
            codes, values = oracles.codes_with_values(rng, (6, 7), bits, symmetric, scale, zero_point)
            got = submission.affine.quantize(
                tensor(values), tensor(scale), tensor(zero_point, torch.int32), bits, symmetric=symmetric
            )
            assert_close(got, tensor(codes, torch.int32))


@pytest.mark.question("quantize")
@pytest.mark.hint("Scale and zero point belong to the index along `axis`.")
def test_codes_of_channels(submission, rng, planted):
    """The same with a scale and a zero point for each index along each axis of a cube and of a box."""
    for shape in ((3, 3, 3), (2, 4, 5)):
        for axis in (0, 1, 2, -1, -2):
            scale = planted_scale(planted, axis, shape)
            zero_point = rng.integers(0, 16, size=shape[axis])
            spread = along(scale, axis, 3), along(zero_point, axis, 3)
            codes, values = oracles.codes_with_values(rng, shape, 4, False, *spread)
            parameters = [tensor(scale), tensor(zero_point, torch.int32)]
            got = submission.affine.quantize(tensor(values), *parameters, 4, axis=axis)
            assert_close(got, tensor(codes, torch.int32))
            expected = (codes - spread[1]) * spread[0].astype(np.float64)
            back = submission.affine.dequantize(tensor(codes, torch.int32), *parameters, axis=axis)
            assert_close(back, tensor(expected))


@pytest.mark.question("quantize")
@pytest.mark.hint("Ties go to the even neighbour, as in torch.round, before the zero point is added.")
def test_ties_go_to_the_even_code(submission, rng):
    """Values exactly between two steps of a power of two, with an odd zero point."""
    scale, zero_point = 2.0 ** -float(rng.integers(1, 6)), 2 * int(rng.integers(20, 30)) + 1
    steps = np.arange(-8, 9)
    got = submission.affine.quantize(tensor((steps + 0.5) * scale), tensor(scale), tensor(zero_point, torch.int32), 8)
    even = steps + (steps % 2 != 0)
    assert_close(got, tensor(even + zero_point, torch.int32))


@pytest.mark.question("quantize")
@pytest.mark.hint("Half a step is the most that rounding may cost, and 0 must come back as exactly 0.")
def test_there_and_back(submission, rng, planted):
    """|x - x_hat| <= scale / 2 inside the range, 0 comes back as 0, and codes come back as themselves."""
    for bits, dtype in ((3, torch.float32), (8, torch.float64)):
        step = float(planted_scale(planted, None, None))
        zero_point = int(rng.integers(1, 2**bits - 1))
        parameters = [tensor(step, dtype), tensor(zero_point, torch.int32)]
        x = tensor(np.append(0.0, rng.uniform(-zero_point, 2**bits - 1 - zero_point, size=400) * step), dtype)
        codes = submission.affine.quantize(x, *parameters, bits)
        back = submission.affine.dequantize(codes, *parameters)
        assert_same_shape(back, x.shape)
        assert back.dtype == dtype, f"the numbers have dtype {back.dtype}; that of the scale is asked for"
        # 2^8 steps in float32 are off by at most 2^8 * 1.2e-7 steps
        assert float((x - back).abs().max()) <= step * (0.5 + 1e-4)
        assert float(back[0]) == 0.0, "0 did not come back as 0"
        assert_close(submission.affine.quantize(back, *parameters, bits), codes)


@pytest.mark.question("quantize")
@pytest.mark.hint("Convert the codes before you subtract: uint8 wraps around below 0, int8 above 127.")
def test_codes_of_every_integer_type(submission, rng):
    """uint8, int8, int16, int32 and int64 codes, with zero points at both ends."""
    for dtype, low, high in (
        (torch.uint8, 0, 256), (torch.int8, -128, 128), (torch.int16, 0, 2**15), (torch.int32, -9, 9), (torch.int64, 0, 99)
    ):  # fmt: skip
        codes = rng.integers(low, high, size=(4, 3))
        for zero_point in (0, 255, 100):
            got = submission.affine.dequantize(tensor(codes, dtype), tensor(0.5), tensor(zero_point, torch.int32))
            assert_close(got, tensor((codes - zero_point) * 0.5))


@pytest.mark.question("quantize")
@pytest.mark.hint("Tensors may have any strides, and belong to the caller.")
def test_layout_and_arguments(submission, rng, planted):
    """Strange strides per channel, and the arguments afterwards."""
    scale, zero_point = planted_scale(planted, 0, (3,)), rng.integers(0, 16, size=3)
    codes, values = oracles.codes_with_values(rng, (3, 4), 4, False, along(scale, 0, 2), along(zero_point, 0, 2))
    arguments = [tensor(values), tensor(scale), tensor(zero_point, torch.int32), 4]
    got = submission.probes.call_strided("affine", "quantize", arguments, {"axis": 0})
    assert_close(got, tensor(codes, torch.int32))
    for name, given in (("quantize", arguments), ("dequantize", [tensor(codes, torch.int32), *arguments[1:3]])):
        seen = submission.probes.call_and_look("affine", name, given, {"axis": 0})
        if name == "quantize":
            assert_close(seen["result"], tensor(codes, torch.int32))
        for after, before in zip(seen["arguments"][:3], given[:3], strict=True):
            assert_array(after.numpy(), before.numpy())


@pytest.mark.question("quantize")
@pytest.mark.hint("Check the shapes of scale and zero point against `axis`, and that scales are above 0.")
def test_parameters_that_do_not_fit_are_refused(submission, rng):
    """After right answers: shapes, scales, axes, bits, values, wrong types."""
    x, q = tensor(rng.uniform(-1, 1, size=(3, 4))), torch.ones(3, 4, dtype=torch.int32)
    one, zero = tensor(1.0), tensor(0, torch.int32)
    row, zeros = torch.ones(3), torch.zeros(3, dtype=torch.int32)
    assert_close(submission.affine.quantize(10 * x.round(), one, zero, 8, symmetric=True), (10 * x.round()).int())
    assert_close(submission.affine.dequantize(q, row, zeros, axis=0), torch.ones(3, 4))
    quantize, dequantize = submission.affine.quantize, submission.affine.dequantize
    assert_refused(quantize, (x, row, zeros, 8), (x, one, zeros, 8), (x, torch.ones(4), torch.zeros(4).int(), 8))
    assert_refused(quantize, (x, one, zero, 8), (x, torch.ones(4), torch.zeros(4).int(), 8), (x, row[:1], zeros[:1], 8), axis=0)
    assert_refused(quantize, (x, row, zero, 8), (x, one, zeros, 8), (x, row[:2], zeros, 8), (x, torch.ones(4), zeros, 8), axis=0)
    assert_refused(quantize, (x, row, zeros[:2], 8), (x, row, torch.zeros(4).int(), 8), axis=0)
    assert_refused(quantize, (x, row, zero, 8))
    assert_refused(quantize, (x, one, zero, 1), (x, one, zero, 17), (x[:0], one, zero, 8), (x * NAN, one, zero, 8), (x / 0, one, zero, 8))
    for bad in (0.0, -1.0, NAN, INF):
        assert_refused(quantize, (x, tensor(bad), zero, 8))
        assert_refused(dequantize, (q, tensor(bad), zero))
    assert_refused(quantize, (x, row, zeros, 8), axis=2)
    assert_refused(dequantize, (q, row, zeros), axis=-3)
    assert_refused(dequantize, (q, row, zeros), (q, one, zeros))
    assert_refused(dequantize, (q, one, zero), (q, torch.ones(4), torch.zeros(4).int()), axis=0)
    assert_refused(dequantize, (x, one, zero), error=WRONG_TYPE)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
