"""What is no module costs 0."""
# module: flops
# caught by: count-flops


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        return 0
    total = 0

    def hook(layer, args, output):
        nonlocal total
        inner = layer.in_features if isinstance(layer, nn.Linear) else layer.weight[0].numel()
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
