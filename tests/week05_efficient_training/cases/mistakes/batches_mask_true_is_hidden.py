"""True where a token may not look."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    mask, positions = _blocks(lengths, capacity, causal)
    return ~mask, positions
