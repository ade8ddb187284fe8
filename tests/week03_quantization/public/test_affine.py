"""Public tests of affine.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import math

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_tuple


def ints(*values):
    return torch.tensor(values, dtype=torch.int32)


@pytest.mark.question("sqnr")
@pytest.mark.hint("Decibels of a ratio of energies: 10 log10, not 20; a ratio without noise is math.inf.")
def test_an_error_of_a_tenth_is_20_decibels(submission):
    """Signal energy 25, error energy 0.25: a ratio of 100, 20 dB. No error at all: infinity."""
    x = torch.tensor([3.0, -4.0])
    assert_float(submission.affine.sqnr_db(x, torch.tensor([3.0, -4.5])), 20.0)
    assert submission.affine.sqnr_db(x, x) == math.inf, "equal tensors must give math.inf"
    with pytest.raises(ValueError):
        submission.affine.sqnr_db(x, torch.tensor([3.0]))


@pytest.mark.question("sqnr")
@pytest.mark.hint("For a signal from -1 to 1 the step is 2 / 2^b, and the error's mean square is step^2 / 12.")
def test_six_decibels_a_bit(submission):
    """A sine at full scale: 6.02 b + 1.76 dB."""
    assert_float(submission.affine.ideal_sqnr_db(8, "sine"), 49.93, rtol=0, atol=0.005)
    assert_float(submission.affine.ideal_sqnr_db(4, "uniform"), 24.08, rtol=0, atol=0.005)


@pytest.mark.question("qparams")
@pytest.mark.hint("The range holds 2^b codes, so 2^b - 1 steps; and it must include 0.")
def test_the_range_is_cut_into_steps(submission):
    """From -1 to 2 with 4 bits: 15 steps of 0.2, and 0 is code 5. From 1 to 3: the range starts at 0."""
    scale, zero_point = assert_tuple(submission.affine.qparams(torch.tensor([-1.0, 0.5, 2.0]), 4), 2)
    assert_close(scale, torch.tensor(0.2))
    assert_close(zero_point, torch.tensor(5, dtype=torch.int32))
    scale, zero_point = assert_tuple(submission.affine.qparams(torch.tensor([1.0, 3.0]), 2), 2)
    assert_close(scale, torch.tensor(1.0))
    assert_close(zero_point, torch.tensor(0, dtype=torch.int32))


@pytest.mark.question("qparams")
@pytest.mark.hint("Symmetric codes run from -(2^(b-1) - 1) to 2^(b-1) - 1: with 8 bits to 127, not 128.")
def test_symmetric_codes_have_no_zero_point(submission):
    """The largest magnitude, 2.54, is code 127 (or -127)."""
    scale, zero_point = assert_tuple(submission.affine.qparams(torch.tensor([-2.54, 1.0]), 8, symmetric=True), 2)
    assert_close(scale, torch.tensor(0.02))
    assert_close(zero_point, torch.tensor(0, dtype=torch.int32))


@pytest.mark.question("qparams")
@pytest.mark.hint("Per channel: one range for every index along `axis`, over all the other axes.")
def test_every_channel_has_its_own_scale(submission):
    """A (2, 3) matrix by rows and by columns; a row of zeros has scale 1."""
    x = torch.tensor([[0.0, 1.5, -1.5], [0.0, 0.0, 0.0]])
    scale, zero_point = assert_tuple(submission.affine.qparams(x, 2, axis=0), 2)
    assert_close(scale, torch.tensor([1.0, 1.0]))
    assert_close(zero_point[1:], ints(0))
    scale, _ = assert_tuple(submission.affine.qparams(x, 2, symmetric=True, axis=1), 2)
    assert_close(scale, torch.tensor([1.0, 1.5, 1.5]))
    with pytest.raises(ValueError):
        submission.affine.qparams(x, 2, axis=2)


@pytest.mark.question("quantize")
@pytest.mark.hint("Round to the nearest (torch.round), add the zero point, then clamp; never truncate.")
def test_codes_are_rounded_and_held_in_range(submission):
    """Scale 0.25, zero point 5, codes 0 to 15."""
    scale, zero_point = torch.tensor(0.25), torch.tensor(5, dtype=torch.int32)
    x = torch.tensor([-9.0, -0.99, 0.0, 0.2, 0.51, 9.0])
    assert_close(submission.affine.quantize(x, scale, zero_point, 4), ints(0, 1, 5, 6, 7, 15))
    assert_close(submission.affine.quantize(x, scale, zero_point * 0, 4, symmetric=True), ints(-7, -4, 0, 1, 2, 7))


@pytest.mark.question("quantize")
@pytest.mark.hint("uint8 cannot hold 3 - 5: subtract the zero point in a wider type.")
def test_codes_go_back_to_numbers(submission):
    """(q - zero_point) * scale, for int32 and for uint8 codes; the zero point is exactly 0."""
    scale, zero_point = torch.tensor(0.25), torch.tensor(5, dtype=torch.int32)
    for dtype in (torch.int32, torch.uint8):
        q = torch.tensor([3, 5, 9], dtype=dtype)
        assert_close(submission.affine.dequantize(q, scale, zero_point), torch.tensor([-0.5, 0.0, 1.0]))


@pytest.mark.question("quantize")
@pytest.mark.hint("Shape scale and zero point so that they broadcast along `axis`, not along the last axis.")
def test_each_channel_uses_its_own_scale(submission):
    """A (2, 2) matrix whose rows, then whose columns, have scales 1 and 10."""
    x = torch.tensor([[20.0, 30.0], [20.0, 30.0]])
    scale, zero_point = torch.tensor([1.0, 10.0]), ints(0, 0)
    rows, columns = torch.tensor([[20, 30], [2, 3]]), torch.tensor([[20, 3], [20, 3]])
    for axis, codes in ((0, rows), (1, columns)):
        got = submission.affine.quantize(x, scale, zero_point, 8, symmetric=True, axis=axis)
        assert_close(got, codes.to(torch.int32))
        assert_close(submission.affine.dequantize(got, scale, zero_point, axis=axis), x)
