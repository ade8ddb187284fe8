"""Own errors, ValueError for other dtypes, the published levels, a numpy float."""
# module: nf4

import numpy as np


class Refused(ValueError):
    """That cannot be stored."""


_right_nf4 = nf4_quantize
_right_back = nf4_dequantize
_right_double = double_quantize
_right_undouble = double_dequantize
_right_bits = bits_per_parameter
_right_bytes = nf4_bytes
_right_qlora = qlora_linear


def nf4_levels():
    above = [0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224]
    above += [0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0]
    below = [-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635]
    below += [-0.18477343022823334, -0.09105003625154495]
    return torch.tensor([*below, 0.0, *above])


def nf4_quantize(w, block=64):
    try:
        return _right_nf4(w, block)
    except (TypeError, ValueError):
        raise Refused("w") from None


def nf4_dequantize(packed, absmax, shape, block=64):
    try:
        return _right_back(packed, absmax, shape, block)
    except ValueError:
        raise Refused("codes") from None


def double_quantize(absmax, group=256):
    try:
        return _right_double(absmax, group)
    except (TypeError, ValueError):
        raise Refused("absmax") from None


def double_dequantize(codes, scales, offset, group=256):
    try:
        return _right_undouble(codes, scales, offset, group)
    except ValueError:
        raise Refused("scales") from None


def bits_per_parameter(block=64, group=256):
    try:
        return np.float64(_right_bits(block, group))
    except ValueError:
        raise Refused("sizes") from None


def nf4_bytes(count, block=64, group=256):
    try:
        return _right_bytes(count, block, group)
    except ValueError:
        raise Refused("sizes") from None


def qlora_linear(x, packed, absmax, a, b, scale, block=64):
    try:
        return _right_qlora(x, packed, absmax, a, b, scale, block)
    except ValueError:
        raise Refused("shapes") from None
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
