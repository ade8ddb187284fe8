"""Keys that the model does not have are ignored."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    known = ["stream", *(f"blocks.{i}" for i in range(len(model.blocks)))]
    return _pruned(model, {name: channels for name, channels in keep.items() if name in known})
