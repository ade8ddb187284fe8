"""Copies module by module with index_select, and finds dead channels by pushing extreme values through each norm."""

# module: channels

import copy


def _gives(norm):
    low, high = norm.bias.detach(), norm.bias.detach()
    reach = norm.weight.detach().abs() * 1e30
    return [i for i in range(len(reach)) if float(high[i] + reach[i]) > 0 or float(low[i]) > 0]


def live_channels(model):
    result = {f"blocks.{i}": _gives(block.bn1) for i, block in enumerate(model.blocks)}
    stream = set(_gives(model.stem_bn))
    for block in model.blocks:
        stream |= set(_gives(block.bn2))
    result["stream"] = sorted(stream)
    return result


def prune_channels(model, keep):
    widths = {"stream": len(model.stem.weight)}
    for i, block in enumerate(model.blocks):
        widths[f"blocks.{i}"] = len(block.conv1.weight)
    for name, channels in keep.items():
        if name not in widths or len(channels) == 0:
            raise ValueError(name)
        for before, after in zip([-1, *channels], channels):
            if not before < after < widths[name]:
                raise ValueError(channels)
    index = {name: torch.tensor(list(keep.get(name, range(width)))) for name, width in widths.items()}

    def convolution(layer, rows, columns):
        weight = layer.weight.detach().index_select(0, rows)
        weight = weight if columns is None else weight.index_select(1, columns)
        new = nn.Conv2d(weight.shape[1], weight.shape[0], 3, padding=1, bias=False, dtype=weight.dtype)
        new.weight = nn.Parameter(weight)
        return new

    def norm(layer, channels):
        new = nn.BatchNorm2d(len(channels), dtype=layer.weight.dtype)
        new.weight = nn.Parameter(layer.weight.detach()[channels])
        new.bias = nn.Parameter(layer.bias.detach()[channels])
        new.running_mean = layer.running_mean[channels]
        new.running_var = layer.running_var[channels]
        new.num_batches_tracked = layer.num_batches_tracked.clone()
        return new

    small = copy.deepcopy(model).requires_grad_(True)
    stream = index["stream"]
    small.stem, small.stem_bn = convolution(model.stem, stream, None), norm(model.stem_bn, stream)
    for i, (old, new) in enumerate(zip(model.blocks, small.blocks)):
        inner = index[f"blocks.{i}"]
        new.conv1, new.bn1 = convolution(old.conv1, inner, stream), norm(old.bn1, inner)
        new.conv2, new.bn2 = convolution(old.conv2, stream, inner), norm(old.bn2, stream)
    head = nn.Linear(len(stream), model.head.out_features, dtype=model.head.weight.dtype)
    head.weight = nn.Parameter(model.head.weight.detach()[:, stream].clone())
    head.bias = nn.Parameter(model.head.bias.detach().clone())
    small.head = head
    return small.train(model.training)
