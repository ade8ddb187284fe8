"""Gradients set to 0 and kept as tensors, numpy's floats, own errors."""

# module: batches

import numpy


class Refused(ValueError):
    """No batch."""


def accumulate_gradients(model, loss, micro_batches):
    sizes = [(len(x), len(y)) for x, y in micro_batches]
    if not sizes or any(a != b or a == 0 for a, b in sizes):
        raise Refused("sizes")
    for parameter in model.parameters():
        parameter.grad = torch.zeros_like(parameter)
    total = numpy.float64(0)
    for x, y in micro_batches:
        value = loss(model(x), y)
        (value * len(x) / sum(a for a, _ in sizes)).backward()
        total += value.item() * len(x) / sum(a for a, _ in sizes)
        del value
    return total


_right_rows = pack_sequences


def pack_sequences(lengths, capacity):
    try:
        return _right_rows(tuple(lengths), capacity)
    except ValueError:
        raise Refused("lengths") from None


_right_mask = packed_mask


def packed_mask(lengths, capacity, causal=True):
    try:
        mask, positions = _right_mask(lengths, capacity, causal)
    except ValueError:
        raise Refused("lengths") from None
    return mask.T.contiguous().T, positions + torch.zeros_like(positions)
