"""The state is 'saved' with state_dict(), whose tensors are the model's own: nothing is restored."""
# module: flops
# caught by: count-flops


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise TypeError("model must be a module")
    total = 0

    def hook(layer, args, output):
        nonlocal total
        inner = layer.in_features if isinstance(layer, nn.Linear) else layer.weight[0].numel()
        total += output.numel() * (2 * inner + (layer.bias is not None))

    state = model.state_dict()
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d))]
    handles = [layer.register_forward_hook(hook) for layer in layers]
    try:
        with torch.no_grad():
            model(*_copied(inputs))
    finally:
        for handle in handles:
            handle.remove()
        model.load_state_dict(state)
    return total
