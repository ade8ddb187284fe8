"""Parameters are as trainable as those of the old model, which may be frozen."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small, old = _pruned(model, keep), dict(model.named_parameters())
    for name, parameter in small.named_parameters():
        parameter.requires_grad_(old[name].requires_grad)
    return small
