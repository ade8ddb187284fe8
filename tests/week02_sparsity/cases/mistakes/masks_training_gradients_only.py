"""Masks the gradients: momentum left over from dense training brings weights back."""

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
        value = loss(model(x), y)
        value.backward()
        for name, mask in masks.items():
            parameters[name].grad.mul_(mask)
        optimizer.step()
        losses.append(value.item())
    return losses
