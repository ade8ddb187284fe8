"""Second opinions for the hidden tests of space.py: every architecture of a small space listed, and every layer of a net
put on the meta device, run and counted. Runs on the trusted side only and shares nothing with the solution."""

from itertools import product

import torch
from scipy.stats import binom
from torch import nn

from autograder.kit import Mismatch, Record, assert_int, assert_tuple


def space(image=(1, 8, 8), stem=8, widths=(8, 16), strides=(1, 2), classes=10, depths=(1, 2), kernels=(3, 5), expansions=(1, 2)):
    """A space to hand in, as the student's own class."""
    return Record(
        "nets", "Space", image=image, stem=stem, widths=widths, strides=strides, classes=classes, depths=depths, kernels=kernels, expansions=expansions,
    )  # fmt: skip


#: 5 stages, 2 to 4 blocks, 3 kernels, 3 expansions: the choices of Once-for-All (Cai et al. 2020, arXiv 1908.09791, section 3.2).
OFA = space((3, 32, 32), 16, (16, 24, 40, 56, 64), (1, 2, 2, 1, 2), 100, (2, 3, 4), (3, 5, 7), (3, 4, 6))
#: The same choices in six stages: 7371^6 architectures.
LONG = space((3, 32, 32), 16, (16, 24, 40, 56, 64, 72), (1, 2, 2, 1, 2, 1), 100, (2, 3, 4), (3, 5, 7), (3, 4, 6))
#: One stage, 4 + 16 architectures; two such stages; one with a gap in its depths; one of many choices; one
#: without any.
TINY = space(widths=(8,), strides=(1,), expansions=(1, 4))
PAIR = space(expansions=(1, 4))
GAP = space((2, 9, 14), 6, (6, 10, 10), (1, 3, 1), 7, (1, 3), (1, 3, 7), (2,))
DEEPER = space((2, 6, 6), 4, (4, 6), (1, 2), 5, (1, 2, 3), (3, 5, 7), (1, 2, 3))
FIXED = space(depths=(2,), kernels=(5,), expansions=(3,))


def stages_of(form):
    """Every stage that a space allows."""
    blocks = list(product(form.kernels, form.expansions))
    return [stage for depth in form.depths for stage in product(blocks, repeat=depth)]


def archs_of(form):
    """Every architecture that a space holds; small spaces only."""
    return list(product(stages_of(form), repeat=len(form.widths)))


def some_arch(form, rng):
    """An unpredictable architecture; every depth equally likely, so not uniform over the space."""
    def pick(choices):
        return int(choices[rng.integers(len(choices))])

    return tuple(
        tuple((pick(form.kernels), pick(form.expansions)) for _ in range(pick(form.depths))) for _ in form.widths
    )


def extreme(form, end):
    """The smallest (0) or the largest (-1) architecture."""
    block = (form.kernels[end], form.expansions[end])
    return tuple((block,) * form.depths[end] for _ in form.widths)


def outsiders(form, arch):
    """Architectures that are not in the space, each by one change to one that is."""
    first = arch[0]
    (kernel, expansion), *rest = first

    def changed(stage):
        return (stage, *arch[1:])

    return [
        (*arch, first),  # a stage too many
        arch[1:],  # a stage too few
        changed((first[0],) * (max(form.depths) + 1)),  # too deep
        changed(()),  # no block at all
        changed(((max(form.kernels) + 2, expansion), *rest)),
        changed(((kernel, max(form.expansions) + 1), *rest)),
        (*arch[:-1], (*arch[-1][:-1], (2, expansion))),  # an even kernel, in the last block
    ]


def assert_arch(got, form):
    """Nested tuples of Python ints that the space holds."""
    assert_tuple(got, len(form.widths))
    for stage in got:
        if type(stage) is not tuple or len(stage) not in form.depths:
            raise Mismatch("shape", f"the stage {stage!r} is no tuple of {form.depths} blocks")
        for block in stage:
            kernel, expansion = assert_tuple(block, 2)
            for value, choices in ((kernel, form.kernels), (expansion, form.expansions)):
                assert_int(value, value if value in choices else choices[0])
    return got


def assert_share(hits, trials, probability, what):
    """Hits of that many independent tosses, within what a right coin leaves once in 10^9 times (both tails together)."""
    low, high = binom.interval(1 - 1e-9, trials, probability)
    assert low <= hits <= high, f"{what}: {hits} of {trials}; about {trials * probability:.0f} are expected"


# ---- a net, layer by layer, on the meta device ----------------------------------------------------------------------


class _Counter:
    """Runs layers on meta tensors; counts the multiply-adds and parameters, and keeps each layer's values in memory."""

    def __init__(self):
        self.values, self.params, self.macs = [], 0, 0

    def run(self, layer, x, waiting=None):
        """One layer's output; `waiting` is a tensor that must stay in memory besides its input."""
        y = layer(x)
        held = {id(x): x, id(y): y} | ({} if waiting is None else {id(waiting): waiting})
        self.values.append(sum(tensor.numel() for tensor in held.values()))
        self.params += sum(p.numel() for p in layer.parameters())
        if hasattr(layer, "weight"):  # each output value is an inner product with one output's weights
            self.macs += y.numel() * layer.weight[0].numel()
        return y

    def convolution(self, x, channels, kernel=1, stride=1, groups=1, waiting=None):
        """A convolution without bias, and the parameters of its norm, which works in place."""
        layer = nn.Conv2d(x.shape[1], channels, kernel, stride, kernel // 2, groups=groups, bias=False, device="meta")
        self.params += sum(p.numel() for p in nn.BatchNorm2d(channels, device="meta").parameters())
        return self.run(layer, x, waiting)


def counted(form, arch, bytes_per_value=4):
    """(MACs, parameters, peak bytes) of a net that is built and run on the meta device."""
    count = _Counter()
    x = count.convolution(torch.empty((1, *form.image), device="meta"), form.stem, 3)
    for width, stride, stage in zip(form.widths, form.strides, arch, strict=True):
        for kernel, expansion in stage:
            kept = x if stride == 1 and x.shape[1] == width else None
            hidden = x.shape[1] * expansion
            y = count.convolution(x, hidden, waiting=kept)
            y = count.convolution(y, hidden, kernel, stride, groups=hidden, waiting=kept)
            x, stride = count.convolution(y, width, waiting=kept), 1
    x = count.run(nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), x)
    count.run(nn.Linear(x.shape[1], form.classes, device="meta"), x)
    return count.macs, count.params, max(count.values) * bytes_per_value


# The meta device's first use imports a good second's worth of torch: here, once, rather than in every grading process.
counted(FIXED, extreme(FIXED, 0))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
