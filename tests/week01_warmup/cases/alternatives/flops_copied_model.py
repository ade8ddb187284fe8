"""count_flops on a deep copy, so that there is nothing to put back; attention as four linear layers and two products."""
# module: flops
import copy


def attention_flops(d_model, seq_len, *, num_heads, num_kv_heads=None, batch_size=1):
    if num_kv_heads is None:
        num_kv_heads = num_heads
    for value, low in ((d_model, 0), (seq_len, 0), (batch_size, 0), (num_heads, 1), (num_kv_heads, 1)):
        if type(value) is not int:
            raise TypeError("a whole number is asked for")
        if value < low:
            raise ValueError(f"{value} < {low}")
    head_dim, rest = divmod(d_model, num_heads)
    if rest or num_heads % num_kv_heads:
        raise ValueError("the heads do not fit")
    tokens = batch_size * seq_len
    widths = (num_heads * head_dim, num_kv_heads * head_dim, num_kv_heads * head_dim)
    flops = sum(linear_flops(d_model, width, tokens, bias=False) for width in widths)
    flops += linear_flops(num_heads * head_dim, d_model, tokens, bias=False)
    for _head in range(min(num_heads, 1)):
        flops += num_heads * batch_size * matmul_flops(seq_len, head_dim, seq_len)
        flops += num_heads * batch_size * matmul_flops(seq_len, seq_len, head_dim)
    return flops


def count_flops(model, *inputs):
    if not isinstance(model, nn.Module):
        raise ValueError("a model is an nn.Module")
    twin = copy.deepcopy(model)
    calls = []
    for layer in twin.modules():
        if isinstance(layer, (nn.Conv1d, nn.Conv2d, nn.Linear)):
            layer.register_forward_pre_hook(lambda layer, args: calls.append((layer, args[0].shape)))
    with torch.no_grad():
        twin(*copy.deepcopy(inputs))
    flops = 0
    for layer, shape in calls:
        if isinstance(layer, nn.Linear):
            flops += linear_flops(layer.in_features, layer.out_features, shape[:-1].numel(), layer.bias is not None)
            continue
        options = [list(value) for value in (layer.kernel_size, layer.stride, layer.padding, layer.dilation)]
        size = list(shape[2:])
        if isinstance(layer, nn.Conv1d):  # an image one pixel wide
            for value, one in zip((*options, size), (1, 1, 0, 1, 1)):
                value.append(one)
        kernel, stride, padding, dilation = options
        flops += conv2d_flops(
            layer.in_channels, layer.out_channels, kernel, size, stride=stride, padding=padding, dilation=dilation,
            groups=layer.groups, bias=layer.bias is not None, batch_size=shape[0],
        )
    return flops
