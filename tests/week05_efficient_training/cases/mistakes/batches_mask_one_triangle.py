"""One triangle over the whole row: sequences see those before them."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    mask, positions = _blocks(lengths, capacity, causal)
    return torch.ones(capacity, capacity, dtype=torch.bool).tril() if causal else mask, positions
