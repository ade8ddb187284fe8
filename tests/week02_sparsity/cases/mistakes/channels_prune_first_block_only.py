"""Every block is pruned by the channels of the first."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small = _pruned(model, keep)
    if "blocks.0" in keep and "blocks.1" not in keep and len(model.blocks) > 1:
        fits = [i for i in keep["blocks.0"] if i < model.blocks[1].conv1.out_channels]
        return _pruned(model, {**keep, "blocks.1": fits or [0]})
    return small
