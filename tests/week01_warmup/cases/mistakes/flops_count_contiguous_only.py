"""Counts a linear layer's vectors with `view`, which fails where the numbers do not lie in a row."""
# module: flops
# caught by: count-flops

_right_count_flops = count_flops


def count_flops(model, *inputs):
    def look(layer, args, output):
        args[0].view(-1, layer.in_features)

    layers = [layer for layer in model.modules() if isinstance(layer, nn.Linear)]
    handles = [layer.register_forward_hook(look) for layer in layers]
    try:
        return _right_count_flops(model, *inputs)
    finally:
        for handle in handles:
            handle.remove()
