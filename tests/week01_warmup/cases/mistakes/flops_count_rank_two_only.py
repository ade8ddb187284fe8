"""A linear layer is charged for the first axis of its input only."""
# module: flops
# caught by: count-flops


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise TypeError("model must be a module")
    total = 0

    def hook(layer, args, output):
        nonlocal total
        inner = layer.in_features if isinstance(layer, nn.Linear) else layer.weight[0].numel()
        if isinstance(layer, nn.Linear):
            total += args[0].shape[0] * layer.out_features * (2 * inner + (layer.bias is not None))
            return
        total += output.numel() * (2 * inner + (layer.bias is not None))

    buffers = [(buffer, buffer.clone()) for buffer in model.buffers()]
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d))]
    handles = [layer.register_forward_hook(hook) for layer in layers]
    try:
        with torch.no_grad():
            model(*_copied(inputs))
    finally:
        for handle in handles:
            handle.remove()
        for buffer, before in buffers:
            buffer.copy_(before)
    return total
