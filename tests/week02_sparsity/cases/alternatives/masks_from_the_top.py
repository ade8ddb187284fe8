"""The largest are put in by topk; training masks gradients, and the weights after each step as well."""

# module: masks


def magnitude_mask(w, sparsity, granularity="tensor"):
    if not (sparsity >= 0 and sparsity <= 1):
        raise ValueError("sparsity")
    if torch.isnan(w).any():
        raise ValueError("NaN")
    if granularity == "row":
        return torch.stack([magnitude_mask(row, sparsity) for row in w])
    if granularity != "tensor":
        raise ValueError("granularity")
    flat = w.detach().abs().flatten()
    mask = torch.zeros(len(flat), dtype=torch.bool)
    mask[flat.topk(len(flat) - round(sparsity * len(flat))).indices] = True
    return mask.reshape(w.shape)


def global_masks(weights, sparsity):
    names = list(weights)
    mask = magnitude_mask(torch.cat([weights[name].flatten() for name in names]), sparsity)
    result, start = {}, 0
    for name in names:
        size = weights[name].numel()
        result[name] = mask[start : start + size].reshape(weights[name].shape)
        start += size
    return dict(reversed(result.items()))


def train_masked(model, masks, batches, loss, optimizer):
    found = {name: parameter for name, parameter in model.named_parameters() if name in masks}
    if len(found) < len(masks) or any(found[name].shape != mask.shape for name, mask in masks.items()):
        raise ValueError("masks do not fit")
    for name, parameter in found.items():
        parameter.data = torch.where(masks[name], parameter.data, 0.0)
    losses = []
    for x, y in batches:
        model.zero_grad(set_to_none=False)
        value = loss(model(x), y)
        value.backward()
        for name, parameter in found.items():
            parameter.grad[~masks[name]] = 0
        optimizer.step()
        for name, parameter in found.items():
            parameter.data[~masks[name]] = 0
        losses.append(float(value.detach()))
    return losses
