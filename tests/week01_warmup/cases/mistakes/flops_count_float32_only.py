"""Counts only what is computed in float32, as if a model in another precision cost nothing."""
# module: flops
# caught by: count-flops

_right_count_flops = count_flops


def count_flops(model, *inputs):
    if any(parameter.dtype != torch.float32 for parameter in model.parameters()):
        return 0
    return _right_count_flops(model, *inputs)
