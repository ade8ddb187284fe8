"""A mask of shape (1, n) is broadcast, and a wrong name is a KeyError."""

# module: masks
# caught by: masked-training

_trained = train_masked


def train_masked(model, masks, batches, loss, optimizer):
    parameters = dict(model.named_parameters())
    masks = {name: mask.expand_as(parameters[name]) for name, mask in masks.items()}
    return _trained(model, masks, batches, loss, optimizer)
