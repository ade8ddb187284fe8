"""Torch's own counter for the whole model: functional calls count, biases do not."""
# module: flops
# caught by: count-flops


def count_flops(model, *inputs):
    from torch.utils.flop_counter import FlopCounterMode

    if not isinstance(model, nn.Module):
        raise TypeError("model must be a module")
    buffers = [(buffer, buffer.clone()) for buffer in model.buffers()]
    try:
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            model(*_copied(inputs))
    finally:
        for buffer, before in buffers:
            buffer.copy_(before)
    return counter.get_total_flops()
