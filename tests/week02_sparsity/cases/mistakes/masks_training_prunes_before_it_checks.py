"""Goes mask by mask, so that the first is applied before the second is refused."""

# module: masks
# caught by: masked-training

_trained = train_masked


def train_masked(model, masks, batches, loss, optimizer):
    for name, mask in masks.items():
        _trained(model, {name: mask}, [], loss, optimizer)
    return _trained(model, masks, batches, loss, optimizer)
