"""Calls the model again after the step to report the loss."""

# module: masks
# caught by: masked-training


def train_masked(model, masks, batches, loss, optimizer):
    parameters = dict(model.named_parameters())
    for name, mask in masks.items():
        if name not in parameters or mask.shape != parameters[name].shape:
            raise ValueError(name)

    losses = []
    for name, mask in masks.items():
        parameters[name].data.mul_(mask)
    for x, y in batches:
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()
        for name, mask in masks.items():
            parameters[name].data.mul_(mask)
        losses.append(loss(model(x), y).item())
    return losses
