"""4-bit NormalFloat with double quantization, and a linear layer that trains an adapter beside such a weight.

Week 6, 26 points. QLoRA (Dettmers et al. 2023, arXiv 2305.14314) keeps the frozen weights in 4 bits: each block of
values is divided by its largest magnitude and stored as the nearest of 16 levels; the largest magnitudes are quantized
once more. No function here changes what it is given.
"""

### BEGIN SOLUTION
import math
from typing import Any

### END SOLUTION
import torch
from torch import Tensor

### BEGIN SOLUTION


def _check_values(x: Tensor, what: str) -> None:
    if not isinstance(x, Tensor) or x.dtype != torch.float32:
        raise TypeError(f"{what} must be a float32 tensor")
    if not x.numel() or not bool(torch.isfinite(x).all()):
        raise ValueError(f"{what} must hold values, and finite ones")


def _check_size(size: int, what: str) -> None:
    if size < 1:
        raise ValueError(f"{what} must be at least 1; got {size}")


def _blocks(count: int, block: int) -> int:
    return -(-count // block)


### END SOLUTION


def nf4_levels() -> Tensor:
    """The 16 levels in increasing order, float32, from -1 to 1, with an exact 0 at index 7.

    Quantiles of the normal distribution: with c = (29 / 30 + 31 / 32) / 2, 8 of the 9 evenly spaced probabilities
    from c down to 1/2, both included, give the levels above 0 (the last would be 0), and 7 of 8 give those below,
    with a minus sign. Then 0 is added, and all is divided by the largest. Source: QLoRA, appendix E.

    >>> nf4_levels()[[0, 6, 7, 8, 15]]
    tensor([-1.0000, -0.0910,  0.0000,  0.0796,  1.0000])
    """
    # TODO(nf4): torch.special.ndtri gives quantiles of the normal distribution; two linspaces
    ### BEGIN SOLUTION
    c = (29 / 30 + 31 / 32) / 2
    above = torch.special.ndtri(torch.linspace(c, 0.5, 9, dtype=torch.float64)[:-1])
    below = torch.special.ndtri(torch.linspace(c, 0.5, 8, dtype=torch.float64)[:-1])
    levels = torch.cat([-below, torch.zeros(1, dtype=torch.float64), above.flip(0)])
    return (levels / levels.max()).float()
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check_values(w, "w")
    _check_size(block, "block")
    count = w.numel()
    rows = torch.zeros(_blocks(count, block) * block)
    rows[:count] = w.reshape(-1)
    rows = rows.reshape(-1, block)
    absmax = rows.abs().amax(1)
    scaled = rows / torch.where(absmax > 0, absmax, 1.0)[:, None]
    levels = nf4_levels()
    codes = torch.bucketize(scaled, (levels[:-1] + levels[1:]) / 2).reshape(-1)[:count]
    if count % 2:
        codes = torch.cat([codes, torch.tensor([7])])
    return (codes[::2] * 16 + codes[1::2]).to(torch.uint8), absmax
    ### END SOLUTION


def nf4_dequantize(packed: Tensor, absmax: Tensor, shape: tuple[int, ...], block: int = 64) -> Tensor:
    """The float32 tensor of this shape that such codes stand for: level times absmax.

    Raises ValueError if `packed` or `absmax` is not as long as the shape and the block ask for.

    >>> nf4_dequantize(torch.tensor([127, 7], dtype=torch.uint8), torch.tensor([2.0]), (3,))
    tensor([ 0.,  2., -2.])
    """
    # TODO(nf4): unpack, look up, multiply
    ### BEGIN SOLUTION
    _check_size(block, "block")
    count = math.prod(shape)
    if packed.shape != (_blocks(count, 2),) or absmax.shape != (_blocks(count, block),):
        raise ValueError("the codes or the absmax do not fit the shape")
    codes = torch.stack([packed // 16, packed % 16], 1).reshape(-1)[:count].long()
    return (nf4_levels()[codes] * absmax.repeat_interleave(block)[:count]).reshape(shape)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check_values(absmax, "absmax")
    _check_size(group, "group")
    if absmax.ndim != 1 or bool((absmax < 0).any()):
        raise ValueError("absmax must have one dimension, and no negative numbers")
    offset = absmax.double().mean().float()
    rows = torch.zeros(_blocks(len(absmax), group) * group)
    rows[: len(absmax)] = absmax - offset
    rows = rows.reshape(-1, group)
    largest = rows.abs().amax(1)
    scales = torch.where(largest > 0, largest / 127, 1.0)
    codes = (rows / scales[:, None]).round().reshape(-1)[: len(absmax)]
    return codes.to(torch.int8), scales, offset
    ### END SOLUTION


def double_dequantize(codes: Tensor, scales: Tensor, offset: Tensor, group: int = 256) -> Tensor:
    """The float32 absmax again: code * scale + offset, and 0 where that is negative.

    Raises ValueError if the scales are not as many as the codes and the group ask for.

    >>> codes = torch.tensor([-5, -4, 3], dtype=torch.int8)
    >>> double_dequantize(codes, torch.tensor([1.0]), torch.tensor(4.5))
    tensor([0.0000, 0.5000, 7.5000])
    """
    # TODO(double-quantization): a scale for each group
    ### BEGIN SOLUTION
    _check_size(group, "group")
    if scales.shape != (_blocks(len(codes), group),):
        raise ValueError("the scales do not fit the codes")
    return (codes * scales.repeat_interleave(group)[: len(codes)] + offset).clamp(min=0)
    ### END SOLUTION


def bits_per_parameter(block: int = 64, group: int = 256) -> float:
    """Bits per weight of a large tensor: a code, its part of an 8-bit absmax, its part of a 32-bit scale.

    Raises ValueError on a block or a group below 1.

    >>> round(bits_per_parameter(), 3)
    4.127
    """
    # TODO(double-quantization): 4 bits, and two quotients
    ### BEGIN SOLUTION
    _check_size(block, "block")
    _check_size(group, "group")
    return 4 + 8 / block + 32 / (block * group)
    ### END SOLUTION


def nf4_bytes(count: int, block: int = 64, group: int = 256) -> int:
    """Exact bytes of all that `nf4_quantize` and `double_quantize` store of `count` weights, the offset's 4 too.

    Raises ValueError on a count, a block or a group below 1.

    >>> nf4_bytes(64)  # 32 of codes, 1 of absmax, 4 of its scale, 4 of the offset
    41
    """
    # TODO(double-quantization): round up three times
    ### BEGIN SOLUTION
    _check_size(count, "count")
    _check_size(block, "block")
    _check_size(group, "group")
    blocks = _blocks(count, block)
    return _blocks(count, 2) + blocks + 4 * _blocks(blocks, group) + 4
    ### END SOLUTION


### BEGIN SOLUTION
class _FrozenLinear(torch.autograd.Function):
    """x W^T with W in 4 bits: the codes are kept for backward, and W is made from them again."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, packed: Tensor, absmax: Tensor, shape: tuple[int, int], block: int) -> Tensor:
        ctx.save_for_backward(packed, absmax)
        ctx.shape, ctx.block = shape, block
        return x @ nf4_dequantize(packed, absmax, shape, block).T

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        packed, absmax = ctx.saved_tensors
        return gradients[0] @ nf4_dequantize(packed, absmax, ctx.shape, ctx.block), None, None, None, None


### END SOLUTION


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
    ### BEGIN SOLUTION
    if a.ndim != 2 or b.ndim != 2 or a.shape[0] != b.shape[1] or x.shape[-1:] != a.shape[1:]:
        raise ValueError("the shapes of x, a and b do not fit each other")
    frozen = _FrozenLinear.apply(x, packed, absmax, (b.shape[0], a.shape[1]), block)
    return frozen + scale * (x @ a.T) @ b.T
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
