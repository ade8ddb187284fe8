"""Padding counts as one more sequence."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    padding = capacity - sum(lengths)
    mask, positions = _blocks(lengths, capacity, causal)
    return _blocks([*lengths, padding], capacity, causal) if padding > 0 else (mask, positions)
