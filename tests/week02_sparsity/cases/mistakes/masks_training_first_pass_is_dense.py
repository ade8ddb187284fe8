"""Prunes after each step, but not before the first."""

# module: masks
# caught by: masked-training


def train_masked(model, masks, batches, loss, optimizer):
    parameters = dict(model.named_parameters())
    for name, mask in masks.items():
        if name not in parameters or mask.shape != parameters[name].shape:
            raise ValueError(name)

    losses = []
    for x, y in batches:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        for name, mask in masks.items():
            parameters[name].data.mul_(mask)
        losses.append(value.item())
    return losses
