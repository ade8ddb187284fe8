"""Wraps nn.Linear.forward for the whole process, and leaves the wrapper there."""
# module: flops
# caught by: count-flops

_total = [0]


def _wrap(kind):
    forward = kind.forward

    def counted(self, x):
        output = forward(self, x)
        _total[0] += output.numel() * (2 * self.weight[0].numel() + (self.bias is not None))
        return output

    kind.forward = counted


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise TypeError("model must be a module")
    if not hasattr(nn.Linear.forward, "__wrapped_once__"):
        for kind in (nn.Linear, nn.Conv1d, nn.Conv2d):
            _wrap(kind)
            kind.forward.__wrapped_once__ = True
    buffers = [(buffer, buffer.clone()) for buffer in model.buffers()]
    _total[0] = 0
    try:
        with torch.no_grad():
            model(*_copied(inputs))
    finally:
        for buffer, before in buffers:
            buffer.copy_(before)
    return _total[0]
