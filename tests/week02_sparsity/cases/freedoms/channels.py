"""Every freedom: keys in another order, errors of its own, and tensors copied one by one."""

# module: channels
import numpy as np


class Refused(ValueError):
    """Channels that are not there."""


def live_channels(model):
    def alive(norm):
        scale, shift = norm.weight.detach().numpy(), norm.bias.detach().numpy()
        return {int(i) for i in np.flatnonzero((scale != 0) | (shift > 0))}

    found = {f"blocks.{i}": sorted(alive(block.bn1)) for i, block in reversed(list(enumerate(model.blocks)))}
    found["stream"] = sorted(alive(model.stem_bn).union(*(alive(block.bn2) for block in model.blocks)))
    return found


def prune_channels(model, keep):
    groups = {"stream": model.stem_bn.num_features}
    groups.update((f"blocks.{i}", block.bn1.num_features) for i, block in enumerate(model.blocks))
    for name, channels in keep.items():
        known = set(range(groups.get(name, 0)))
        if not channels or not set(channels) <= known or sorted(set(channels)) != list(channels):
            raise Refused(name)
    index = {name: np.array(keep.get(name, range(size))) for name, size in groups.items()}
    stream, inner = index["stream"], [index[f"blocks.{i}"] for i in range(len(model.blocks))]
    small = SmallCNN(len(stream), [len(i) for i in inner], model.stem.in_channels, model.head.out_features)
    small = small.to(model.head.weight.dtype)
    with torch.no_grad():
        small.stem.weight.copy_(model.stem.weight[stream])
        small.head.weight.copy_(model.head.weight[:, stream])
        small.head.bias.copy_(model.head.bias)
        norms = [(small.stem_bn, model.stem_bn, stream)]
        for new, old, own in zip(small.blocks, model.blocks, inner):
            new.conv1.weight.copy_(model_part(old.conv1.weight, own, stream))
            new.conv2.weight.copy_(model_part(old.conv2.weight, stream, own))
            norms += [(new.bn1, old.bn1, own), (new.bn2, old.bn2, stream)]
        for new, old, channels in norms:
            for part in ("weight", "bias", "running_mean", "running_var"):
                getattr(new, part).copy_(getattr(old, part)[channels])
            new.num_batches_tracked.copy_(old.num_batches_tracked)
    return small.train(model.training)


def model_part(weight, rows, columns):
    return weight[rows][:, columns]
