"""4-bit NormalFloat with double quantization, and a linear layer that trains an adapter beside such a weight.

Week 6, 26 points. QLoRA (Dettmers et al. 2023, arXiv 2305.14314) keeps the frozen weights in 4 bits: each block of
values is divided by its largest magnitude and stored as the nearest of 16 levels; the largest magnitudes are quantized
once more. No function here changes what it is given.
"""

import torch
from torch import Tensor


def nf4_levels() -> Tensor:
    """The 16 levels in increasing order, float32, from -1 to 1, with an exact 0 at index 7.

    Quantiles of the normal distribution: with c = (29 / 30 + 31 / 32) / 2, 8 of the 9 evenly spaced probabilities
    from c down to 1/2, both included, give the levels above 0 (the last would be 0), and 7 of 8 give those below,
    with a minus sign. Then 0 is added, and all is divided by the largest. Source: QLoRA, appendix E.

    >>> nf4_levels()[[0, 6, 7, 8, 15]]
    tensor([-1.0000, -0.0910,  0.0000,  0.0796,  1.0000])
    """
    # TODO(nf4): torch.special.ndtri gives quantiles of the normal distribution; two linspaces
    raise NotImplementedError(
        "week 6, nf4: torch.special.ndtri gives quantiles of the normal distribution; two linspaces"
    )


def nf4_quantize(w: Tensor, block: int = 64) -> tuple[Tensor, Tensor]:
    """(packed, absmax): two codes a byte, and the largest magnitude of each block of `block` values, in reading order.

    Codes are indices of the nearest level of value / absmax (of two equally near, either); a 0 has code 7, also in a
    block of zeros. `packed` is uint8, one dimension, ceil(n / 2) long: the first code of two is in the high four bits,
    and an odd last byte ends with the code 7. `absmax` is float32, one dimension; the last block may be short. Raises
    ValueError on a tensor that is empty or not finite, and on a block below 1.

    >>> packed, absmax = nf4_quantize(torch.tensor([0.0, 2.0, -2.0]))
    >>> packed.tolist(), absmax.tolist()  # codes 7 15, 0 7
    ([127, 7], [2.0])
    """
    # TODO(nf4): pad to whole blocks, divide by absmax (or by 1), compare with the midpoints of the levels
    raise NotImplementedError(
        "week 6, nf4: pad to whole blocks, divide by absmax (or by 1), compare with the midpoints of the levels"
    )


def nf4_dequantize(packed: Tensor, absmax: Tensor, shape: tuple[int, ...], block: int = 64) -> Tensor:
    """The float32 tensor of this shape that such codes stand for: level times absmax.

    Raises ValueError if `packed` or `absmax` is not as long as the shape and the block ask for.

    >>> nf4_dequantize(torch.tensor([127, 7], dtype=torch.uint8), torch.tensor([2.0]), (3,))
    tensor([ 0.,  2., -2.])
    """
    # TODO(nf4): unpack, look up, multiply
    raise NotImplementedError("week 6, nf4: unpack, look up, multiply")


def double_quantize(absmax: Tensor, group: int = 256) -> tuple[Tensor, Tensor, Tensor]:
    """(codes, scales, offset): the absmax in 8 bits each.

    `offset`, a float32 tensor of no dimensions, is the mean of all absmax. Within each group of `group` the scale is
    the largest |absmax - offset| divided by 127 (1 where that is 0), and the int8 code is (absmax - offset) / scale,
    rounded to nearest. `scales` is float32; the last group may be short. Raises ValueError on an absmax that has not
    one dimension, is empty, or holds a negative number, NaN or infinity, and on a group below 1.

    >>> codes, scales, offset = double_quantize(torch.tensor([1.0, 2.0, 6.0]))
    >>> codes.tolist(), round(float(scales[0]), 4), float(offset)
    ([-85, -42, 127], 0.0236, 3.0)
    """
    # TODO(double-quantization): take the mean off first
    raise NotImplementedError("week 6, double-quantization: take the mean off first")


def double_dequantize(codes: Tensor, scales: Tensor, offset: Tensor, group: int = 256) -> Tensor:
    """The float32 absmax again: code * scale + offset, and 0 where that is negative.

    Raises ValueError if the scales are not as many as the codes and the group ask for.

    >>> codes = torch.tensor([-5, -4, 3], dtype=torch.int8)
    >>> double_dequantize(codes, torch.tensor([1.0]), torch.tensor(4.5))
    tensor([0.0000, 0.5000, 7.5000])
    """
    # TODO(double-quantization): a scale for each group
    raise NotImplementedError("week 6, double-quantization: a scale for each group")


def bits_per_parameter(block: int = 64, group: int = 256) -> float:
    """Bits per weight of a large tensor: a code, its part of an 8-bit absmax, its part of a 32-bit scale.

    Raises ValueError on a block or a group below 1.

    >>> round(bits_per_parameter(), 3)
    4.127
    """
    # TODO(double-quantization): 4 bits, and two quotients
    raise NotImplementedError("week 6, double-quantization: 4 bits, and two quotients")


def nf4_bytes(count: int, block: int = 64, group: int = 256) -> int:
    """Exact bytes of all that `nf4_quantize` and `double_quantize` store of `count` weights, the offset's 4 too.

    Raises ValueError on a count, a block or a group below 1.

    >>> nf4_bytes(64)  # 32 of codes, 1 of absmax, 4 of its scale, 4 of the offset
    41
    """
    # TODO(double-quantization): round up three times
    raise NotImplementedError("week 6, double-quantization: round up three times")


def qlora_linear(
    x: Tensor,
    packed: Tensor,
    absmax: Tensor,
    a: Tensor,
    b: Tensor,
    scale: float,
    block: int = 64,
) -> Tensor:
    """x W^T + scale * (x A^T) B^T for x (..., in), with W (out, in) in 4 bits and A (rank, in), B (out, rank).

    Gradients flow to x, A and B. No tensor of W's size is kept for backward: W is made from its codes again there.
    Raises ValueError if the shapes of x, A and B do not fit each other, or `packed` and `absmax` not theirs.

    >>> packed, absmax = torch.tensor([240, 127], dtype=torch.uint8), torch.tensor([2.0])  # W = ((2, -2), (0, 2))
    >>> a, b = torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0], [0.0]])
    >>> qlora_linear(torch.ones(1, 2), packed, absmax, a, b, 2.0, block=4)
    tensor([[6., 2.]])
    """
    # TODO(qlora): a torch.autograd.Function for the frozen part, the rest is ordinary torch
    raise NotImplementedError(
        "week 6, qlora: a torch.autograd.Function for the frozen part, the rest is ordinary torch"
    )
