"""Cuts sequences that do not fit."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    total = sum(lengths)
    mask, positions = _blocks(lengths, max(capacity, total), causal)
    return mask[:capacity, :capacity], positions[:capacity]
