"""Week 1, part 1: how many floating point operations (FLOPs) does a model need?

What counts, everywhere in this course: one multiply is 1 FLOP and one add is 1 FLOP, so an inner product of
length n costs 2n (n multiplications, and n - 1 additions counted as n). A bias is one more add per output
element. Activations, norms, softmax, pooling, embedding look-ups, dropout and reshapes count 0.

Counts are exact Python ints at any size: never floats, never tensors. Bad input is refused with a `ValueError`
before anything is computed.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

Pair = tuple[int, int] | list[int]


def matmul_flops(m: int, n: int, p: int) -> int:
    """FLOPs of the matrix product XW with X of shape (m, n) and W of shape (n, p).

    A size of 0 gives 0. Raises `ValueError` when a size is negative.

    >>> matmul_flops(3, 5, 7)
    210
    """
    # TODO(matmul-flops): count the multiplications and the additions of all m*p inner products
    raise NotImplementedError(
        "week 1, matmul-flops: count the multiplications and the additions of all m*p inner products"
    )


def linear_flops(in_features: int, out_features: int, num_vectors: int = 1, bias: bool = True) -> int:
    """FLOPs of a linear layer y = Wx + b applied to `num_vectors` vectors of length `in_features`.

    Raises `ValueError` when a size is negative.

    >>> linear_flops(64, 128)
    16512
    >>> linear_flops(64, 128, num_vectors=10, bias=False)
    163840
    """
    # TODO(linear-flops): a matrix product, and one more add per output element if there is a bias
    raise NotImplementedError(
        "week 1, linear-flops: a matrix product, and one more add per output element if there is a bias"
    )


def conv2d_flops(
    in_channels: int,
    out_channels: int,
    kernel_size: int | Pair,
    input_size: Pair,
    *,
    stride: int | Pair = 1,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
    bias: bool = True,
    batch_size: int = 1,
) -> int:
    """FLOPs of a 2-D convolution of `batch_size` inputs of shape (in_channels, H, W), where `input_size` is (H, W).

    `kernel_size`, `stride`, `padding` and `dilation` are one int, or a pair (h, w). The output size is that of
    `torch.nn.Conv2d` (its documentation has the formula). With groups, an output channel reads only
    in_channels / groups of the input channels.

    Raises `ValueError` when a size is negative, when a kernel, stride, dilation or group count is 0, when `groups`
    does not divide both channel counts, and when the output would be empty.

    >>> conv2d_flops(3, 8, 3, (32, 32), padding=1)
    450560
    >>> conv2d_flops(32, 32, 3, (14, 14), padding=1, groups=32, bias=False)
    112896
    """
    # TODO(conv2d-flops): find the output size, then the cost of one output element, then multiply
    raise NotImplementedError(
        "week 1, conv2d-flops: find the output size, then the cost of one output element, then multiply"
    )


def attention_flops(
    d_model: int, seq_len: int, *, num_heads: int, num_kv_heads: int | None = None, batch_size: int = 1
) -> int:
    """FLOPs of one self-attention layer without biases, on `batch_size` sequences of `seq_len` tokens.

    Counted are the q, k, v and output projections, the scores QK^T, and the weighted sum of the values. There is no
    causal saving: every token looks at all tokens. `num_kv_heads` (default: `num_heads`) narrows k and v, as in
    grouped-query attention (Ainslie et al. 2023): several query heads share a key head and a value head.

    Raises `ValueError` when a size is negative, when a head count is 0, when `num_heads` does not divide `d_model`,
    or when `num_kv_heads` does not divide `num_heads`.

    >>> attention_flops(8, 3, num_heads=2)
    1824
    >>> attention_flops(8, 3, num_heads=2, num_kv_heads=1)
    1440
    """
    # TODO(attention-flops): add up the four projections, the scores and the weighted sum
    raise NotImplementedError("week 1, attention-flops: add up the four projections, the scores and the weighted sum")


def training_flops(num_params: int, num_tokens: int) -> int:
    """FLOPs of training N parameters on D tokens, by the rule of thumb 6ND (Kaplan et al. 2020).

    The forward pass costs 2ND, the backward pass twice as much. Raises `ValueError` when a count is negative.

    >>> training_flops(175_000_000_000, 300_000_000_000)
    315000000000000000000000
    """
    # TODO(training-flops): 6ND
    raise NotImplementedError("week 1, training-flops: 6ND")


def inference_flops(num_params: int, num_tokens: int) -> int:
    """FLOPs of running N parameters over D tokens, forward only: 2ND, a multiply and an add per parameter and token.

    Raises `ValueError` when a count is negative.

    >>> inference_flops(7_000_000_000, 1)
    14000000000
    """
    # TODO(training-flops): 2ND
    raise NotImplementedError("week 1, training-flops: 2ND")


def count_flops(model: nn.Module, *inputs: Any) -> int:
    """FLOPs of one forward pass `model(*inputs)`, counting its `nn.Linear`, `nn.Conv1d` and `nn.Conv2d` layers.

    The layers may sit anywhere in the model, and a linear layer takes inputs of any rank. A bias counts. A layer
    called twice counts twice, one that is never called counts 0; so do functional calls (`F.linear`), matrix
    products and transposed convolutions.

    Afterwards the model is as it was: no hooks left and its own hooks still there, the same train/eval mode,
    parameters, buffers (batch-norm statistics too) and gradients; the inputs are unchanged. This holds also when
    the forward pass raises: the exception goes on to the caller. A `model` that is no module is a `TypeError`.

    >>> count_flops(nn.Linear(3, 4), torch.zeros(2, 3))
    56
    >>> count_flops(nn.Sequential(nn.Conv1d(2, 4, 3, bias=False), nn.ReLU()), torch.zeros(1, 2, 10))
    384
    """
    # TODO(count-flops): register a forward hook on each layer that counts, run the model, put everything back
    raise NotImplementedError(
        "week 1, count-flops: register a forward hook on each layer that counts, run the model, put everything back"
    )
