"""A token may not look at itself."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    mask, positions = _blocks(lengths, capacity, causal)
    return mask & ~torch.eye(capacity, dtype=torch.bool) if causal else mask, positions
