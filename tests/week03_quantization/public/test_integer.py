"""Public tests of integer.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_int, assert_tuple


@pytest.mark.question("requantize")
@pytest.mark.hint("Double the factor until it lies from 1/2 to 1; then it is multiplier / 2^31.")
def test_a_factor_becomes_a_multiplier_and_a_shift(submission):
    """0.75 = 1610612736 / 2^31, and a quarter of it needs two more shifts."""
    for factor, shift in ((0.75, 31), (0.1875, 33)):
        multiplier, got = assert_tuple(submission.integer.fixed_point(factor), 2)
        assert_int(multiplier, 1_610_612_736)
        assert_int(got, shift)


@pytest.mark.question("requantize")
@pytest.mark.hint("(acc * multiplier + 2^(shift - 1)) >> shift in int64, one pair for each column.")
def test_sums_are_scaled_rounded_and_clamped(submission):
    """Factors 1/2 and 1/4, zero point 3; ties go up, and codes stay from 0 to 255."""
    acc = torch.tensor([[-2, 2], [5, 9999], [-5, -9999]], dtype=torch.int32)
    got = submission.integer.requantize(acc, [(2**30, 31), (2**30, 32)], 3)
    assert_close(got, torch.tensor([[2, 4], [6, 255], [1, 0]], dtype=torch.uint8))


@pytest.mark.question("integer-linear")
@pytest.mark.hint("Widen to int32 first: uint8 has no negative numbers, and int8 products overflow.")
def test_the_zero_point_is_taken_out_of_the_sum(submission):
    """One input of three codes with zero point 7, two outputs."""
    q_x = torch.tensor([[0, 255, 7]], dtype=torch.uint8)
    q_w = torch.tensor([[1, 2, 3], [-127, 0, 1]], dtype=torch.int8)
    bias = torch.tensor([0, 1000], dtype=torch.int32)
    got, floats = submission.probes.floats_used("integer", "accumulate", [q_x, 7, q_w, bias])
    assert_close(got, torch.tensor([[489, 1889]], dtype=torch.int32))
    assert floats == [], f"only integers may be used; tensors of {floats} were made"


@pytest.mark.question("integer-linear")
@pytest.mark.hint("The factor of output j is x_scale * w_scale[j] / y_scale.")
def test_scales_meet_in_one_factor_per_channel(submission):
    """Inputs 0.0 and 2.0; weights (0.5, 1.0) and (25.0, -0.75); outputs 2.0 and -1.5 at scale 0.25 and zero point 100."""
    q_x = torch.tensor([[10, 30]], dtype=torch.uint8)
    q_w = torch.tensor([[1, 2], [100, -3]], dtype=torch.int8)
    w_scale = torch.tensor([0.5, 0.25])
    got = submission.integer.quantized_linear(q_x, 0.1, 10, q_w, w_scale, None, 0.25, 100)
    assert_close(got, torch.tensor([[108, 94]], dtype=torch.uint8))
