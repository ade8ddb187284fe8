"""Running statistics start anew."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small = _pruned(model, keep)
    for module in small.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
    return small
