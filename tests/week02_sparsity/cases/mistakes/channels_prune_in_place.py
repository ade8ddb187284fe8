"""Shrinks the model that it is given and returns it."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small = _pruned(model, keep)
    model.__dict__.update(small.__dict__)
    return model
