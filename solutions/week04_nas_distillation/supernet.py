"""Week 4, part 5: one net that contains all others. Train it once, then cut out any architecture without training.

The weights of a smaller net are *views* of the largest net's: the same memory, not a copy. What one net learns, all
nets that share it have learnt (Once-for-All, Cai et al. 2020).
"""

from __future__ import annotations

### BEGIN SOLUTION
import re

### END SOLUTION
from collections.abc import Mapping

import torch

### BEGIN SOLUTION
from nets import Arch, Space, check_arch


def _centre(weight: torch.Tensor, kernel: int) -> torch.Tensor:
    """`slice_kernel` of a kernel that is known to fit."""
    border = (weight.shape[-1] - kernel) // 2
    return weight[..., border : weight.shape[-1] - border, border : weight.shape[-1] - border]


### END SOLUTION


def slice_kernel(weight: torch.Tensor, kernel: int) -> torch.Tensor:
    """The centre kernel x kernel of a convolution's weight (out, in, K, K), as a view.

    K is odd. Raises `ValueError` for a kernel that is even, below 1 or larger than K.

    >>> slice_kernel(torch.arange(25.0).reshape(1, 1, 5, 5), 3)[0, 0].tolist()
    [[6.0, 7.0, 8.0], [11.0, 12.0, 13.0], [16.0, 17.0, 18.0]]
    """
    # TODO(slice-kernel): leave out a border of the same thickness on all four sides
    ### BEGIN SOLUTION
    full = weight.shape[-1]
    if kernel < 1 or kernel > full or kernel % 2 == 0:
        raise ValueError(f"kernel must be odd and from 1 to {full}; got {kernel}")
    return _centre(weight, kernel)
    ### END SOLUTION


def supernet_slice(weights: Mapping[str, torch.Tensor], space: Space, arch: Arch) -> dict[str, torch.Tensor]:
    """The tensors of `build_net(space, arch)`, cut out of those of `build_net(space, largest(space))`, as views.

    `weights` maps names, as in `state_dict()`, `named_parameters()` or `named_buffers()`, to the largest net's
    tensors; it may hold some of the names only. The result holds those of them that the smaller net has, under the
    same names, in the smaller net's shapes. A stage keeps its first blocks; a block keeps its first
    channels * expansion hidden channels (channels of its input, that is), and of a kernel its centre. Everything else
    is shared whole. Nothing is copied, and gradients flow back to `weights`. Raises `ValueError` when the
    architecture is not in the space.

    >>> from nets import DIGITS, build_net, largest, smallest
    >>> whole = build_net(DIGITS, largest(DIGITS)).state_dict()
    >>> part = supernet_slice(whole, DIGITS, smallest(DIGITS))
    >>> part["stages.1.0.depthwise.weight"].shape
    torch.Size([12, 1, 3, 3])
    >>> part.keys() == build_net(DIGITS, smallest(DIGITS)).state_dict().keys()
    True
    """
    # TODO(supernet-slice): leave out the blocks that are too many, then cut each block's tensors to size
    ### BEGIN SOLUTION
    check_arch(space, arch)
    cut = {}
    for name, tensor in weights.items():
        found = re.fullmatch(r"stages\.(\d+)\.(\d+)\.(\w+)\.\w+", name)
        if found is None:
            cut[name] = tensor
            continue
        stage, place, layer = int(found[1]), int(found[2]), found[3]
        if place >= len(arch[stage]):
            continue
        kernel, expansion = arch[stage][place]
        previous = space.widths[stage - 1] if stage else space.stem
        hidden = (space.widths[stage] if place else previous) * expansion
        if layer == "depthwise":
            cut[name] = _centre(tensor[:hidden], kernel)
        elif layer == "project":
            cut[name] = tensor[:, :hidden]
        elif layer == "norm3" or tensor.ndim == 0:  # a norm counts its batches in a scalar
            cut[name] = tensor
        else:
            cut[name] = tensor[:hidden]
    return cut
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
