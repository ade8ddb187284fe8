"""count_flops without hooks: each layer's forward is wrapped for the time of one pass, and unwrapped by an ExitStack."""
# module: flops
import contextlib
import operator


def _int(value, low=0):
    number = operator.index(value)  # TypeError for everything that is no integer
    if number < low:
        raise ValueError(f"{number} is less than {low}")
    return number


def _both(value, low=0):
    first, second = value if isinstance(value, (tuple, list)) else (value, value)
    return _int(first, low), _int(second, low)


def conv2d_flops(
    in_channels, out_channels, kernel_size, input_size, *, stride=1, padding=0, dilation=1, groups=1, bias=True, batch_size=1
):
    c_in, c_out, g, n = _int(in_channels), _int(out_channels), _int(groups, 1), _int(batch_size)
    if c_in % g or c_out % g:
        raise ValueError("groups")
    kernel = _both(kernel_size, 1)
    pixels = 1
    sizes = tuple(_int(size) for size in input_size)
    if len(sizes) != 2:
        raise ValueError("input_size")
    for size, k, s, p, d in zip(sizes, kernel, _both(stride, 1), _both(padding), _both(dilation, 1)):
        # The places of the kernel's first corner, as a range: its length is the output's.
        corners = range(-p, size + p - d * (k - 1), s)
        if not corners:
            raise ValueError("the kernel does not fit")
        pixels *= (corners[-1] - corners[0]) // s + 1
    return n * pixels * g * (c_out // g) * (2 * (c_in // g) * kernel[0] * kernel[1] + int(bias))


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise TypeError("a model is an nn.Module")
    costs = []

    def wrap(layer, forward):
        def counted(*args, **kwargs):
            output = forward(*args, **kwargs)
            costs.append(output.numel() * (2 * layer.weight[0].numel() + int(layer.bias is not None)))
            return output

        return counted

    with contextlib.ExitStack() as undo, torch.no_grad():
        for buffer in model.buffers():
            undo.callback(buffer.copy_, buffer.clone())
        for layer in model.modules():
            if isinstance(layer, (nn.Linear, nn.Conv1d, nn.Conv2d)):
                layer.forward = wrap(layer, layer.forward)
                undo.callback(layer.__dict__.pop, "forward")
        model(*[x.clone() if torch.is_tensor(x) else x for x in inputs])
    return sum(costs)
