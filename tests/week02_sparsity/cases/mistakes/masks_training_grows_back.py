"""The mask is made anew from the magnitudes after each step, so weights grow back."""

# module: masks
# caught by: masked-training


def train_masked(model, masks, batches, loss, optimizer):
    parameters = dict(model.named_parameters())
    for name, mask in masks.items():
        if name not in parameters or mask.shape != parameters[name].shape:
            raise ValueError(name)

    shares = {name: 1 - float(mask.float().mean()) for name, mask in masks.items()}
    for name, mask in masks.items():
        parameters[name].data.mul_(mask)
    losses = []
    for x, y in batches:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        for name in masks:
            parameters[name].data.mul_(magnitude_mask(parameters[name].data, shares[name]))
        losses.append(value.item())
    return losses
