"""The second convolution keeps its first input columns instead of those that stay."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small = _pruned(model, keep)
    rows = keep.get("stream", range(model.stem.out_channels))
    for old, new in zip(model.blocks, small.blocks):
        new.conv2.weight.data.copy_(old.conv2.weight.data[list(rows)][:, : new.conv2.in_channels])
    return small
