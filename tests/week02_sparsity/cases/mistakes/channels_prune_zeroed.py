"""Sets pruned channels to 0 in a copy of full size."""

# module: channels
# caught by: prune-channels

import copy

_pruned = prune_channels


def prune_channels(model, keep):
    _pruned(model, keep)
    full = copy.deepcopy(model)
    for number, block in enumerate(full.blocks):
        gone = [i for i in range(block.conv1.out_channels) if i not in keep.get(f"blocks.{number}", range(999))]
        block.bn1.weight.data[gone] = 0
        block.bn1.bias.data[gone] = 0
    return full
