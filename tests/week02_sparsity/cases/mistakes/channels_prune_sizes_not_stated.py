"""Slices the weights of a copy, whose layers still state the old sizes."""

# module: channels
# caught by: prune-channels

import copy

_pruned = prune_channels


def prune_channels(model, keep):
    small, big = _pruned(model, keep), copy.deepcopy(model)
    modules = dict(big.named_modules())
    for name, tensor in small.state_dict(keep_vars=True).items():
        owner, _, part = name.rpartition(".")
        setattr(modules[owner], part, tensor)
    return big.train(model.training)
