"""Public tests of nf4.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_array, assert_close, assert_float, assert_int, assert_tuple


@pytest.mark.question("nf4")
@pytest.mark.hint("8 levels above 0 and 7 below it, divided by the largest.")
def test_the_published_levels(submission):
    """QLoRA's appendix E prints them."""
    levels = [-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635]
    levels += [-0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725]
    levels += [0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0]
    assert_close(submission.nf4.nf4_levels(), torch.tensor(levels), rtol=1e-5)


@pytest.mark.question("nf4")
@pytest.mark.hint("The first of two codes is the high half of its byte; 0 has code 7.")
def test_codes_in_pairs(submission):
    """Blocks of 2: (0, 5) and (-2, 2), then a short one of -3; codes 7 15, 0 15, 0 and 7 to fill up."""
    w = torch.tensor([0.0, 5.0, -2.0, 2.0, -3.0])
    packed, absmax = assert_tuple(submission.nf4.nf4_quantize(w, 2), 2)
    assert_array(packed.numpy(), torch.tensor([127, 15, 7], dtype=torch.uint8).numpy())
    assert_close(absmax, torch.tensor([5.0, 2.0, 3.0]))
    assert_close(submission.nf4.nf4_dequantize(packed, absmax, (5,), 2), w)


@pytest.mark.question("double-quantization")
@pytest.mark.hint("Take the mean off, divide the largest that is left by 127, round.")
def test_the_second_quantization(submission):
    """Mean 3, largest distance 3, scale 3 / 127: -2 is -84.67 of them, -1 is -42.33."""
    codes, scales, offset = assert_tuple(submission.nf4.double_quantize(torch.tensor([1.0, 2.0, 6.0])), 3)
    assert_array(codes.numpy(), torch.tensor([-85, -42, 127], dtype=torch.int8).numpy())
    assert_close(scales, torch.tensor([3 / 127]))
    assert_close(offset, torch.tensor(3.0))
    assert_close(submission.nf4.double_dequantize(codes, scales, offset), torch.tensor([126.0, 255.0, 762.0]) / 127, rtol=1e-5)


@pytest.mark.question("double-quantization")
@pytest.mark.hint("Bits of a code, an absmax and a scale; bytes are rounded up three times.")
def test_what_is_stored(submission):
    """QLoRA's 4.127 bits, and 100 weights: 50 bytes of codes, 2 absmax, 1 scale, the offset."""
    assert_float(submission.nf4.bits_per_parameter(), 4.126953125)
    assert_int(submission.nf4.nf4_bytes(100), 60)


@pytest.mark.question("qlora")
@pytest.mark.hint("y = x W^T + scale (x A^T) B^T, and the frozen part passes a gradient to x.")
def test_one_frozen_and_one_trained_part(submission):
    """W = ((2, -2), (0, 2)); x = (1, 1): W x = (0, 2); A x = 3, B A x = (3, 0), scale 2: y = (6, 2)."""
    x, a, b = torch.ones(1, 2), torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0], [0.0]])
    packed, absmax = torch.tensor([240, 127], dtype=torch.uint8), torch.tensor([2.0])
    y, grad_x, grad_a, grad_b = assert_tuple(submission.probes.qlora_gradients(x, packed, absmax, a, b, 2.0, 4), 4)
    assert_close(y, torch.tensor([[6.0, 2.0]]))
    assert_close(grad_x, torch.tensor([[48.0, 32.0]]))
    assert_close(grad_a, torch.tensor([[24.0, 24.0]]))
    assert_close(grad_b, torch.tensor([[72.0], [24.0]]))
