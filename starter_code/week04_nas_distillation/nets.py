"""Week 4, given: the search space, the nets that live in it, and week 1's tools. There is nothing to write here.

A *space* fixes the frame of a net (image, stem, width and stride of each stage, classes) and lists the choices.
An *architecture* is what is chosen: a tuple of stages; a stage is a tuple of blocks; a block is a pair (kernel, expansion).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

Block = tuple[int, int]
Arch = tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Space:
    """A frame for nets, and the choices in it. Kernels are odd; all choices are distinct and in increasing order."""

    image: tuple[int, int, int]  # channels, height and width of the input
    stem: int  # channels after the first convolution
    widths: tuple[int, ...]  # channels of each stage
    strides: tuple[int, ...]  # stride of each stage's first block
    classes: int
    depths: tuple[int, ...]  # how many blocks a stage may have
    kernels: tuple[int, ...]  # sizes of a block's depthwise kernel
    expansions: tuple[int, ...]  # how many times wider a block is inside than its input


def uniform(space: Space, depth: int, kernel: int, expansion: int) -> Arch:
    """The architecture whose stages all have `depth` blocks, all of them (kernel, expansion).

    >>> uniform(DIGITS, 2, 3, 4)
    (((3, 4), (3, 4)), ((3, 4), (3, 4)))
    """
    return tuple(((kernel, expansion),) * depth for _ in space.widths)


def smallest(space: Space) -> Arch:
    """The architecture with the least of everything: no other one costs less.

    >>> smallest(DIGITS)
    (((3, 1),), ((3, 1),))
    """
    return uniform(space, min(space.depths), min(space.kernels), min(space.expansions))


def largest(space: Space) -> Arch:
    """The architecture with the most of everything. Every other one is a part of it.

    >>> largest(DIGITS)
    (((5, 4), (5, 4), (5, 4)), ((5, 4), (5, 4), (5, 4)))
    """
    return uniform(space, max(space.depths), max(space.kernels), max(space.expansions))


def check_arch(space: Space, arch: Arch) -> None:
    """Raise a `ValueError` when the architecture is not in the space.

    >>> check_arch(DIGITS, (((3, 4),), ((3, 3),)))
    Traceback (most recent call last):
    ValueError: there is no block (3, 3) in this space
    """
    if len(arch) != len(space.widths):
        raise ValueError(f"an architecture of this space has {len(space.widths)} stages; got {len(arch)}")
    for stage in arch:
        if len(stage) not in space.depths:
            raise ValueError(f"a stage has {' or '.join(map(str, space.depths))} blocks; got {len(stage)}")
        for kernel, expansion in stage:
            if kernel not in space.kernels or expansion not in space.expansions:
                raise ValueError(f"there is no block ({kernel}, {expansion}) in this space")


class InvertedBottleneck(nn.Module):
    """1 x 1 to the hidden width, k x k depthwise, 1 x 1 back; the input is added where shapes allow (MobileNetV2)."""

    def __init__(self, inputs: int, outputs: int, kernel: int, expansion: int, stride: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.expand = nn.Conv2d(inputs, hidden, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(hidden)
        self.depthwise = nn.Conv2d(hidden, hidden, kernel, stride, kernel // 2, groups=hidden, bias=False)
        self.norm2 = nn.BatchNorm2d(hidden)
        self.project = nn.Conv2d(hidden, outputs, 1, bias=False)
        self.norm3 = nn.BatchNorm2d(outputs)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, inputs, H, W) to (N, outputs, H', W')."""
        y = torch.relu(self.norm1(self.expand(x)))
        y = torch.relu(self.norm2(self.depthwise(y)))
        y = self.norm3(self.project(y))
        return x + y if self.residual else y


class Net(nn.Module):
    """The stem, the stages, a mean over the pixels, and a linear layer. `build_net` makes one."""

    def __init__(self, space: Space, arch: Arch) -> None:
        super().__init__()
        channels = space.stem
        self.stem = nn.Conv2d(space.image[0], channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)
        self.stages = nn.ModuleList()
        for width, first_stride, blocks in zip(space.widths, space.strides, arch, strict=True):
            stage = nn.ModuleList()
            for place, (kernel, expansion) in enumerate(blocks):
                stride = first_stride if place == 0 else 1
                stage.append(InvertedBottleneck(channels, width, kernel, expansion, stride))
                channels = width
            self.stages.append(stage)
        self.head = nn.Linear(channels, space.classes)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """The last feature maps: (N, C, H, W) to (N, widths[-1], H', W')."""
        x = torch.relu(self.norm(self.stem(x)))
        for stage in self.stages:
            for block in stage:
                x = block(x)
        return x

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits: (N, C, H, W) to (N, classes)."""
        return self.head(self.features(x).mean(dim=(2, 3)))


def build_net(space: Space, arch: Arch) -> Net:
    """A fresh net of this architecture, with random weights.

    >>> net = build_net(DIGITS, smallest(DIGITS))
    >>> net(torch.zeros(2, 1, 8, 8)).shape
    torch.Size([2, 10])
    """
    return Net(space, arch)


#: The space of this week's experiment: nets for scikit-learn's digits, images of 8 x 8 pixels.
DIGITS = Space(
    image=(1, 8, 8),
    stem=8,
    widths=(12, 24),
    strides=(2, 2),
    classes=10,
    depths=(1, 2, 3),
    kernels=(3, 5),
    expansions=(1, 2, 4),
)

# ---- week 1's tools -------------------------------------------------------------------------------------------------


def count_macs(model: nn.Module, *inputs: Any) -> int:
    """Multiply-adds of one forward pass, counted in the linear and convolutional layers: week 1's `count_flops`.

    A multiply-add is two of week 1's FLOPs; biases, norms, activations and pooling count 0, as there.

    >>> count_macs(nn.Linear(3, 4), torch.zeros(2, 3))
    24
    """
    macs = 0

    def add(layer: Any, _args: Any, output: torch.Tensor) -> None:
        nonlocal macs
        macs += output.numel() * math.prod(layer.weight.shape[1:])

    handles = [m.register_forward_hook(add) for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    mode = model.training
    try:
        with torch.no_grad():
            model.eval()(*inputs)
    finally:
        model.train(mode)
        for handle in handles:
            handle.remove()
    return macs


def pareto_front(costs: Sequence[float], accuracies: Sequence[float]) -> np.ndarray:
    """Indices of the points that no other point dominates, cheapest first: week 1's.

    >>> pareto_front([3.0, 1.0, 2.0, 2.0], [0.9, 0.5, 0.7, 0.6]).tolist()
    [1, 2, 0]
    """
    cost, accuracy = np.asarray(costs, dtype=float), np.asarray(accuracies, dtype=float)
    front = []
    for i in np.argsort(cost, kind="stable"):
        no_worse = (cost <= cost[i]) & (accuracy >= accuracy[i])
        better = (cost < cost[i]) | (accuracy > accuracy[i])
        if not (no_worse & better).any():
            front.append(int(i))
    return np.array(front, dtype=np.int64)


def hypervolume(costs: Sequence[float], accuracies: Sequence[float], ref_cost: float, ref_accuracy: float) -> float:
    """Area that the points dominate inside the box cost <= ref_cost, accuracy >= ref_accuracy: week 1's.

    >>> hypervolume([1.0, 2.0], [2.0, 3.0], ref_cost=4.0, ref_accuracy=0.0)
    8.0
    """
    area, level = 0.0, ref_accuracy
    for cost, accuracy in sorted(zip(costs, accuracies, strict=True)):
        if cost < ref_cost and accuracy > level:
            area += (ref_cost - cost) * (accuracy - level)
            level = accuracy
    return float(area)
