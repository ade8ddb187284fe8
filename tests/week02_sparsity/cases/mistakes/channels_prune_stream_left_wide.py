"""Prunes the inner channels and leaves the stream."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    _pruned(model, keep)
    return _pruned(model, {name: channels for name, channels in keep.items() if name != "stream"})
