"""Updates by plain SGD itself instead of the optimizer that it is given."""

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
        model.zero_grad()
        value = loss(model(x), y)
        value.backward()
        for name, parameter in parameters.items():
            parameter.data -= optimizer.param_groups[0]["lr"] * parameter.grad
            if name in masks:
                parameter.data.mul_(masks[name])
        losses.append(value.item())
    return losses
