"""The caller's own tensors are set to zero before the pass, 'since only shapes matter'."""
# module: flops
# caught by: count-flops


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise TypeError("model must be a module")
    total = 0

    def hook(layer, args, output):
        nonlocal total
        total += output.numel() * (2 * layer.weight[0].numel() + (layer.bias is not None))

    buffers = [(buffer, buffer.clone()) for buffer in model.buffers()]
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d))]
    handles = [layer.register_forward_hook(hook) for layer in layers]
    try:
        with torch.no_grad():
            model(*[x.zero_() for x in inputs])
    finally:
        for handle in handles:
            handle.remove()
        for buffer, before in buffers:
            buffer.copy_(before)
    return total
