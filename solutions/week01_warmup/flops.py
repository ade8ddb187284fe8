"""Week 1, part 1: how many floating point operations (FLOPs) does a model need?

What counts, everywhere in this course: one multiply is 1 FLOP and one add is 1 FLOP, so an inner product of
length n costs 2n (n multiplications, and n - 1 additions counted as n). A bias is one more add per output
element. Activations, norms, softmax, pooling, embedding look-ups, dropout and reshapes count 0.

Counts are exact Python ints at any size: never floats, never tensors. Bad input is refused with a `ValueError`
before anything is computed.
"""

from __future__ import annotations

### BEGIN SOLUTION
import math
import numbers

### END SOLUTION
from typing import Any

import torch
from torch import nn

Pair = tuple[int, int] | list[int]


### BEGIN SOLUTION
def _whole(value: Any, name: str, at_least: int = 0) -> int:
    """Check one size and return it as a plain int."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or value < at_least:
        raise ValueError(f"{name} must be a whole number, {at_least} or more; got {value!r}")
    return int(value)


def _pair(value: Any, name: str, at_least: int = 0) -> tuple[int, int]:
    """Check an (h, w) pair; one int stands for both."""
    if not isinstance(value, (tuple, list)):
        value = (value, value)
    if len(value) != 2:
        raise ValueError(f"{name} must be one int or a pair (h, w); got {value!r}")
    return _whole(value[0], name, at_least), _whole(value[1], name, at_least)


def _copied(value: Any) -> Any:
    """Copy the tensors among the inputs, so that a layer that works in place spoils only the copy."""
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if type(value) in (list, tuple):
        return type(value)(_copied(item) for item in value)
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    return value


### END SOLUTION


def matmul_flops(m: int, n: int, p: int) -> int:
    """FLOPs of the matrix product XW with X of shape (m, n) and W of shape (n, p).

    A size of 0 gives 0. Raises `ValueError` when a size is negative.

    >>> matmul_flops(3, 5, 7)
    210
    """
    # TODO(matmul-flops): count the multiplications and the additions of all m*p inner products
    ### BEGIN SOLUTION
    m, n, p = _whole(m, "m"), _whole(n, "n"), _whole(p, "p")
    inner_products = m * p
    return inner_products * 2 * n
    ### END SOLUTION


def linear_flops(in_features: int, out_features: int, num_vectors: int = 1, bias: bool = True) -> int:
    """FLOPs of a linear layer y = Wx + b applied to `num_vectors` vectors of length `in_features`.

    Raises `ValueError` when a size is negative.

    >>> linear_flops(64, 128)
    16512
    >>> linear_flops(64, 128, num_vectors=10, bias=False)
    163840
    """
    # TODO(linear-flops): a matrix product, and one more add per output element if there is a bias
    ### BEGIN SOLUTION
    in_features = _whole(in_features, "in_features")
    out_features = _whole(out_features, "out_features")
    num_vectors = _whole(num_vectors, "num_vectors")
    flops = matmul_flops(num_vectors, in_features, out_features)
    if bias:
        flops += num_vectors * out_features
    return flops
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    in_channels = _whole(in_channels, "in_channels")
    out_channels = _whole(out_channels, "out_channels")
    groups = _whole(groups, "groups", at_least=1)
    batch_size = _whole(batch_size, "batch_size")
    kernels = _pair(kernel_size, "kernel_size", at_least=1)
    strides = _pair(stride, "stride", at_least=1)
    paddings = _pair(padding, "padding")
    dilations = _pair(dilation, "dilation", at_least=1)
    if not isinstance(input_size, (tuple, list)):
        raise ValueError(f"input_size must be a pair (H, W); got {input_size!r}")
    sizes = _pair(input_size, "input_size")
    if in_channels % groups or out_channels % groups:
        raise ValueError(f"groups={groups} must divide both {in_channels} and {out_channels} channels")

    output_elements = batch_size * out_channels
    for size, kernel, step, pad, spread in zip(sizes, kernels, strides, paddings, dilations, strict=True):
        reach = spread * (kernel - 1) + 1  # how much of the input a dilated kernel covers
        length = (size + 2 * pad - reach) // step + 1
        if length < 1:
            raise ValueError(f"the output would be empty: a kernel that covers {reach} on an input of {size}")
        output_elements *= length
    inner_length = (in_channels // groups) * kernels[0] * kernels[1]
    return output_elements * (2 * inner_length + (1 if bias else 0))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    d_model = _whole(d_model, "d_model")
    seq_len = _whole(seq_len, "seq_len")
    batch_size = _whole(batch_size, "batch_size")
    num_heads = _whole(num_heads, "num_heads", at_least=1)
    num_kv_heads = num_heads if num_kv_heads is None else _whole(num_kv_heads, "num_kv_heads", at_least=1)
    if d_model % num_heads:
        raise ValueError(f"num_heads={num_heads} must divide d_model={d_model}")
    if num_heads % num_kv_heads:
        raise ValueError(f"num_kv_heads={num_kv_heads} must divide num_heads={num_heads}")

    head_dim = d_model // num_heads
    kv_width = num_kv_heads * head_dim
    query_and_output = 2 * matmul_flops(seq_len, d_model, d_model)
    key_and_value = 2 * matmul_flops(seq_len, d_model, kv_width)
    # Shared keys and values are read by every query head: the attention itself gets no cheaper.
    scores = num_heads * matmul_flops(seq_len, head_dim, seq_len)
    weighted_sum = num_heads * matmul_flops(seq_len, seq_len, head_dim)
    return batch_size * (query_and_output + key_and_value + scores + weighted_sum)
    ### END SOLUTION


def training_flops(num_params: int, num_tokens: int) -> int:
    """FLOPs of training N parameters on D tokens, by the rule of thumb 6ND (Kaplan et al. 2020).

    The forward pass costs 2ND, the backward pass twice as much. Raises `ValueError` when a count is negative.

    >>> training_flops(175_000_000_000, 300_000_000_000)
    315000000000000000000000
    """
    # TODO(training-flops): 6ND
    ### BEGIN SOLUTION
    return 6 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")
    ### END SOLUTION


def inference_flops(num_params: int, num_tokens: int) -> int:
    """FLOPs of running N parameters over D tokens, forward only: 2ND, a multiply and an add per parameter and token.

    Raises `ValueError` when a count is negative.

    >>> inference_flops(7_000_000_000, 1)
    14000000000
    """
    # TODO(training-flops): 2ND
    ### BEGIN SOLUTION
    return 2 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be a torch.nn.Module; got {type(model).__name__}")
    flops = 0

    def add_cost(layer: nn.Module, _args: Any, output: torch.Tensor) -> None:
        nonlocal flops
        if isinstance(layer, nn.Linear):
            inner_length = layer.in_features
        else:
            inner_length = (layer.in_channels // layer.groups) * math.prod(layer.kernel_size)
        flops += output.numel() * (2 * inner_length + (0 if layer.bias is None else 1))

    # In train mode a forward pass moves the batch-norm statistics, so the buffers are put back afterwards.
    buffers = [(buffer, buffer.detach().clone()) for buffer in model.buffers()]
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d))]
    handles = [layer.register_forward_hook(add_cost) for layer in layers]
    try:
        with torch.no_grad():
            model(*_copied(inputs))
    finally:
        for handle in handles:
            handle.remove()
        with torch.no_grad():
            for buffer, before in buffers:
                buffer.copy_(before)
    return flops
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
