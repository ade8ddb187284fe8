"""All that the contract leaves open: own error classes, TypeError for wrong types, a global hook for the time of a pass."""
# module: flops
from torch.nn.modules.module import register_module_forward_hook


class BadSize(ValueError):
    """A size that makes no sense."""


class NotASize(TypeError):
    """What is no size at all."""


def _need(low, *values):
    for value in values:
        if type(value) is not int:
            raise NotASize(repr(value))
        if value < low:
            raise BadSize(value)


def matmul_flops(m, n, p):
    _need(0, m, n, p)
    return sum((m * n * p, m * n * p))


def linear_flops(in_features, out_features, num_vectors=1, bias=True):
    _need(0, in_features, out_features, num_vectors)
    return out_features * num_vectors * (2 * in_features + (1 if bias else 0))


def conv2d_flops(in_channels, out_channels, kernel_size, input_size, **options):
    known = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1, "bias": True, "batch_size": 1}
    if set(options) - set(known):
        raise TypeError("unknown option")
    known.update(options)
    pairs = {}
    for name, low in (("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1)):
        value = kernel_size if name == "kernel_size" else known[name]
        value = [value, value] if type(value) is int else value
        if type(value) not in (tuple, list):
            raise NotASize(name)
        if len(value) != 2:
            raise BadSize(name)
        _need(low, *value)
        pairs[name] = value
    if type(input_size) not in (tuple, list):
        raise NotASize("input_size")
    if len(input_size) != 2:
        raise BadSize("input_size")
    _need(0, in_channels, out_channels, known["batch_size"], *input_size)
    _need(1, known["groups"])
    if in_channels % known["groups"] or out_channels % known["groups"]:
        raise BadSize("groups")
    flops = 2 * (in_channels // known["groups"]) * pairs["kernel_size"][0] * pairs["kernel_size"][1]
    flops = (flops + bool(known["bias"])) * out_channels * known["batch_size"]
    for axis in (0, 1):
        kernel, stride, padding, dilation = (pairs[name][axis] for name in pairs)
        length = (input_size[axis] + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
        if length < 1:
            raise BadSize("empty output")
        flops *= length
    return flops


def training_flops(num_params, num_tokens):
    return 3 * inference_flops(num_params, num_tokens)


def inference_flops(num_params, num_tokens):
    return matmul_flops(num_tokens, num_params, 1)


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise NotASize("model")
    ours = set(model.modules())
    flops = [0]

    def listen(module, args, output):
        if module in ours and isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d)):
            flops[0] += output.numel() * (2 * module.weight.numel() // module.weight.shape[0] + (module.bias is not None))

    saved = [(module, name, value, value.clone()) for module in ours for name, value in module._buffers.items() if value is not None]
    handle = register_module_forward_hook(listen)
    try:
        with torch.no_grad():
            model(*_copied(inputs))
    finally:
        handle.remove()
        for module, name, buffer, value in saved:
            module._buffers[name] = buffer.copy_(value)
    return flops[0]
