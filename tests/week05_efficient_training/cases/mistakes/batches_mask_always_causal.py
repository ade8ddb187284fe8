"""Forgets that causal may be off."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    return _blocks(lengths, capacity)
