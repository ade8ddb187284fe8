"""Distances to all levels in numpy; backward by a saved function of no tensors."""
# module: nf4

import numpy as np
from scipy.special import ndtri


def nf4_levels():
    c = (29 / 30 + 31 / 32) / 2
    above, below = ndtri(np.linspace(0.5, c, 9)[1:]), ndtri(np.linspace(1 - c, 0.5, 8)[:-1])
    return torch.tensor(np.concatenate([below, [0], above]) / ndtri(c)).to(torch.float32)


def nf4_quantize(w, block=64):
    if not w.is_floating_point():
        raise TypeError("floats")
    values = w.detach().numpy().reshape(-1)
    if block < 1 or not values.size or not np.isfinite(values).all():
        raise ValueError("no blocks in that")
    levels, codes, largest = nf4_levels().numpy(), [], []
    for start in range(0, len(values), block):
        part = values[start : start + block]
        top = np.abs(part).max()
        largest.append(top)
        codes.append(np.abs((part / top if top else part)[:, None] - levels).argmin(1))
    codes = np.concatenate(codes).astype(np.uint8)
    if len(codes) % 2:
        codes = np.append(codes, np.uint8(7))
    return torch.from_numpy((codes[0::2] << 4) | codes[1::2]), torch.tensor(np.array(largest, dtype=np.float32))


def nf4_dequantize(packed, absmax, shape, block=64):
    count = int(np.prod(shape))
    if block < 1 or len(packed) != (count + 1) // 2 or len(absmax) != (count + block - 1) // block:
        raise ValueError("lengths")
    codes = np.empty(2 * len(packed), dtype=np.int64)
    codes[0::2], codes[1::2] = packed.numpy() >> 4, packed.numpy() & 15
    values = nf4_levels().numpy()[codes[:count]] * absmax.numpy()[np.arange(count) // block]
    return torch.from_numpy(values.reshape(shape))


def double_quantize(absmax, group=256):
    values = absmax.numpy().astype(np.float64)
    if group < 1 or values.ndim != 1 or not values.size or not np.isfinite(values).all() or values.min() < 0:
        raise ValueError("absmax")
    offset = np.float32(values.mean())
    rest = values - offset
    scales = np.array([np.abs(rest[k : k + group]).max() / 127 for k in range(0, len(rest), group)]).astype(np.float32)
    scales[scales == 0] = 1
    codes = np.rint(rest / np.repeat(scales, group)[: len(rest)])
    return torch.tensor(codes, dtype=torch.int8), torch.from_numpy(scales), torch.tensor(offset)


def double_dequantize(codes, scales, offset, group=256):
    if group < 1 or len(scales) != (len(codes) + group - 1) // group:
        raise ValueError("scales")
    values = codes.numpy() * scales.numpy()[np.arange(len(codes)) // group] + offset.numpy()
    return torch.from_numpy(np.maximum(values, 0).astype(np.float32))


class _Frozen(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, make):
        ctx.make = make
        return x.matmul(make().T)

    @staticmethod
    def backward(ctx, gradient):
        return gradient.matmul(ctx.make()), None


def qlora_linear(x, packed, absmax, a, b, scale, block=64):
    if a.dim() != 2 or b.dim() != 2 or b.shape[1] != a.shape[0] or a.shape[1] != x.shape[-1]:
        raise ValueError("shapes")
    shape = (len(b), a.shape[1])
    adapter = torch.nn.functional.linear(torch.nn.functional.linear(x, a), scale * b)
    return adapter + _Frozen.apply(x, lambda: nf4_dequantize(packed, absmax, shape, block))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
