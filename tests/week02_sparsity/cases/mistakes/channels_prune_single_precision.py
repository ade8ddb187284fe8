"""The new network is float32."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    return _pruned(model, keep).float()
