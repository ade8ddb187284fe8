"""Week 2, part 4: take out whole channels, and every machine is faster, without sparse kernels.

`SmallCNN` is given. Its channels come in groups that live and die together: each block has `inner` channels of its own,
and all blocks add to one `stream` of channels. Pruning makes a new, smaller network and leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn


class Block(nn.Module):
    """x + BN(conv(ReLU(BN(conv(x))))), then a ReLU: `stream` channels in and out, `inner` channels between."""

    def __init__(self, stream: int, inner: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(stream, inner, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(inner)
        self.conv2 = nn.Conv2d(inner, stream, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(stream)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, stream, height, width) to the same shape."""
        inner = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(x + self.bn2(self.conv2(inner)))


class SmallCNN(nn.Module):
    """Images (batch, in_channels, height, width) to (batch, classes): a stem, a pooling that halves height and width,
    residual blocks, and a linear head.

    `stream` is the number of channels that run through the whole network, `inner` has one number for each block.
    """

    def __init__(self, stream: int, inner: Sequence[int], in_channels: int = 1, classes: int = 10) -> None:
        super().__init__()
        self.stem = nn.Conv2d(in_channels, stream, 3, padding=1, bias=False)
        self.stem_bn = nn.BatchNorm2d(stream)
        self.blocks = nn.ModuleList([Block(stream, width) for width in inner])
        self.head = nn.Linear(stream, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits; the head sees the mean of each channel over the image."""
        x = nn.functional.max_pool2d(torch.relu(self.stem_bn(self.stem(x))), 2)
        for block in self.blocks:
            x = block(x)
        return self.head(x.mean(dim=(2, 3)))


def live_channels(model: SmallCNN) -> dict[str, list[int]]:
    """The channels that are not 0 for every input, as the batch norms (in eval mode) tell, in ascending order.

    The key "stream" holds those of the stream, "blocks.0", "blocks.1", ... the inner ones of each block. An inner
    channel is dead when the scale of its batch norm is 0 and the shift 0 or below: the ReLU makes it 0. A stream
    channel is dead when that holds in the stem's batch norm and in the second one of every block. The model is not
    changed.

    >>> net = SmallCNN(2, [3])
    >>> net.blocks[0].bn1.weight.data[1] = 0
    >>> live_channels(net)
    {'stream': [0, 1], 'blocks.0': [0, 2]}
    """
    # TODO(live-channels): a batch norm with scale 0 gives its shift, and the ReLU decides what comes of that
    ### BEGIN SOLUTION
    alive = {"stream": _alive(model.stem_bn)}
    for number, block in enumerate(model.blocks):
        alive["stream"] = alive["stream"] | _alive(block.bn2)
        alive[f"blocks.{number}"] = _alive(block.bn1)
    return {name: torch.nonzero(channels).flatten().tolist() for name, channels in alive.items()}
    ### END SOLUTION


### BEGIN SOLUTION
def _alive(norm: nn.BatchNorm2d) -> torch.Tensor:
    """Which channels of a batch norm give anything above 0 for some input."""
    return (norm.weight.detach() != 0) | (norm.bias.detach() > 0)


def _checked(model: SmallCNN, keep: dict[str, list[int]]) -> dict[str, torch.Tensor]:
    """Indices to keep for every group of channels, those that `keep` leaves out in full."""
    sizes = {"stream": model.stem.out_channels}
    sizes |= {f"blocks.{number}": block.conv1.out_channels for number, block in enumerate(model.blocks)}
    if unknown := set(keep) - set(sizes):
        raise ValueError(f"there are no channels {sorted(unknown)}; there are: {', '.join(sizes)}")
    chosen = {name: list(keep.get(name, range(size))) for name, size in sizes.items()}
    for name, indices in chosen.items():
        if not indices or indices != sorted(set(indices)) or indices[0] < 0 or indices[-1] >= sizes[name]:
            raise ValueError(f"keep[{name!r}] must hold channels from 0 to {sizes[name] - 1}, ascending, at least one")
    return {name: torch.tensor(indices) for name, indices in chosen.items()}


### END SOLUTION


def prune_channels(model: SmallCNN, keep: dict[str, list[int]]) -> SmallCNN:
    """A new, smaller `SmallCNN` that has only the channels in `keep`, with the weights of the old one.

    `keep` has the keys of `live_channels`, each with the channels that stay, in ascending order; a key that is left
    out keeps all of its channels. Every tensor that knows a channel loses it: the convolution that makes it, the batch
    norm with its running statistics, and whatever reads it. The sizes that layers state (`in_channels`,
    `num_features`, ...) are those of their weights. Dtype and train/eval mode are the old model's; all parameters can
    be trained; nothing is shared with the old model, which stays as it was.

    Raises `ValueError` on a key that the model does not have, and on channels that are out of range, repeated, not in
    ascending order, or none at all.

    >>> small = prune_channels(SmallCNN(4, [8, 8]), {"stream": [0, 3], "blocks.1": [5, 6, 7]})
    >>> small.blocks[1].conv1.weight.shape
    torch.Size([3, 2, 3, 3])
    """
    # TODO(prune-channels): build the smaller network, then copy from every tensor the rows and columns that stay
    ### BEGIN SOLUTION
    chosen = _checked(model, keep)
    stream = chosen["stream"]
    inner = [chosen[f"blocks.{number}"] for number in range(len(model.blocks))]
    head = model.head
    small = SmallCNN(len(stream), [len(i) for i in inner], model.stem.in_channels, head.out_features)
    state = {}
    for name, tensor in model.state_dict().items():
        _, _, rest = name.rpartition("blocks.")
        own = inner[int(rest.partition(".")[0])] if name.startswith("blocks.") else stream
        if name == "head.weight":
            tensor = tensor[:, stream]
        elif ".conv1." in name:
            tensor = tensor[own][:, stream]
        elif ".conv2." in name:
            tensor = tensor[stream][:, own]
        elif ".bn1." in name and tensor.dim():
            tensor = tensor[own]
        elif not name.startswith("head") and tensor.dim():  # the stem, its batch norm, and every bn2
            tensor = tensor[stream]
        state[name] = tensor.clone()
    small.to(dtype=head.weight.dtype).load_state_dict(state)
    return small.train(model.training)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
