"""Builds one input channel and ten classes, whatever the old model has."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small = _pruned(model, keep)
    other = SmallCNN(small.stem.out_channels, [block.conv1.out_channels for block in small.blocks])
    other.to(small.head.weight.dtype).load_state_dict(small.state_dict())
    return other.train(model.training)
