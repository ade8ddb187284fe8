"""The losses are tensors."""

# module: masks
# caught by: masked-training

_trained = train_masked


def train_masked(model, masks, batches, loss, optimizer):
    return [torch.tensor(value) for value in _trained(model, masks, batches, loss, optimizer)]
