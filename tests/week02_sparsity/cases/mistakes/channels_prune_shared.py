"""A group that keeps all of its channels shares tensors with the old model."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small = _pruned(model, keep)
    small.head.bias = model.head.bias
    return small
