"""A place of padding looks at nothing: its softmax is NaN."""

# module: batches
# caught by: packed-mask

_blocks = packed_mask


def packed_mask(lengths, capacity, causal=True):

    mask, positions = _blocks(lengths, capacity, causal)
    mask[sum(lengths) :] = False
    return mask, positions
