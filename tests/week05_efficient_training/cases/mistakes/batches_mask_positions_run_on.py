"""Positions count over the whole row."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    mask, positions = _blocks(lengths, capacity, causal)
    return mask, torch.arange(capacity)
