"""Week 1's count by torch's formulas is that of torch's own `FlopCounterMode`, which is too slow for every submission."""

import runpy

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from tests.fixtures.hand_ins import ROOT

ORACLE = runpy.run_path(str(ROOT / "tests" / "week01_warmup" / "hidden" / "oracles_flops.py"))


def counted(function, *shapes):
    with FlopCounterMode(display=False) as counter:
        result = function(*(torch.empty(shape, device="meta") for shape in shapes))
    return counter.get_total_flops(), tuple(result.shape)


@pytest.mark.parametrize(
    "kind, layer, arguments, options, shape",
    [
        ("linear", nn.Linear, (5, 7), {}, (3, 5)),
        ("linear", nn.Linear, (5, 7), {"bias": False}, (5,)),
        ("linear", nn.Linear, (5, 7), {}, (2, 3, 4, 5)),
        ("conv1d", nn.Conv1d, (4, 6, 3), {"stride": 2, "padding": 1, "groups": 2}, (2, 4, 11)),
        ("conv2d", nn.Conv2d, (4, 6, 3), {"bias": False}, (2, 4, 9, 8)),
        ("conv2d", nn.Conv2d, (4, 6, (3, 2)), {"stride": (1, 2), "dilation": 2, "groups": 2}, (2, 4, 9, 12)),
    ],
)
def test_a_layer(kind, layer, arguments, options, shape):
    flops, out = counted(layer(*arguments, **options, device="meta"), shape)
    bias = torch.Size(out).numel() if options.get("bias", True) else 0
    assert flops > 0 and ORACLE["layer_flops"](kind, arguments, options, shape) == (flops + bias, out)


@pytest.mark.parametrize("heads, shared", [(4, 4), (4, 2), (6, 1)])
def test_attention_with_its_softmax(heads, shared):
    batch, length, size = 2, 5, 3
    width, narrow = heads * size, shared * size

    def attention(x, wq, wk, wv, wo):
        q, k, v = ((x @ w).reshape(batch, length, -1, size).transpose(1, 2) for w in (wq, wk, wv))
        k, v = (part.repeat_interleave(heads // shared, dim=1) for part in (k, v))
        mixed = torch.softmax(q @ k.transpose(2, 3), dim=-1) @ v
        return mixed.transpose(1, 2).reshape(batch, length, width) @ wo

    flops, _ = counted(attention, (batch, length, width), (width, width), (width, narrow), (width, narrow), (width, width))
    assert flops > 0 and ORACLE["attention_by_matmuls"](width, length, heads, shared, batch) == flops


def test_a_matrix_product():
    assert ORACLE["matmul_by_torch"](5, 6, 7) == counted(torch.matmul, (5, 6), (6, 7))[0] == 420
