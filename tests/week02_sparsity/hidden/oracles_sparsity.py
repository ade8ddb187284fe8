"""Second opinions for week 2's hidden tests: judges of masks that allow any choice among ties, and independent answers.

Runs on the trusted side only and shares nothing with the solution: definitions checked element by element, brute force,
other libraries (scipy's CSR and its integer programs, numpy's packbits), training by written-out formulas.
"""

import itertools
import math

import numpy as np
import torch
import torch.nn.functional as F
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from autograder.kit import assert_close, assert_same_shape

# ---- masks ----------------------------------------------------------------------------------------------------------


def normal(rng, *shape, dtype=torch.float64):
    """Weights from N(0, 1)."""
    return torch.from_numpy(rng.normal(size=shape)).to(dtype)


def assert_bools(mask, shape):
    """A bool tensor of this shape."""
    assert_same_shape(mask, shape)
    assert type(mask) is torch.Tensor and mask.dtype == torch.bool, "a mask is a bool tensor"


def assert_drops_lowest(mask, scores, groups, dropped, rtol=0.0):
    """In each of `groups` equal parts of `scores` exactly `dropped` go, and none that stays scores less than one that goes.

    `rtol` is for scores that were computed with rounding; magnitudes are exact.
    """
    assert_bools(mask, scores.shape)
    rows, scores = mask.reshape(groups, -1), scores.double().reshape(groups, -1)
    assert ((~rows).sum(dim=1) == dropped).all(), f"{(~rows).sum(dim=1).tolist()[:8]} go, expected {dropped} each"
    worst_kept = torch.where(rows, scores, math.inf).amin(dim=1)
    best_dropped = torch.where(rows, -math.inf, scores).amax(dim=1)
    assert (best_dropped <= worst_kept * (1 + rtol)).all(), "a smaller one stays while a larger one goes"


def assert_keeps_best_of_groups(mask, w, n, m, dim):
    """Brute force: in each group the n kept magnitudes sum to the largest sum of any n of them."""
    assert_bools(mask, w.shape)
    order = [d for d in range(w.dim()) if d != dim % w.dim()] + [dim % w.dim()]
    kept = mask.permute(order).reshape(-1, m).tolist()
    sizes = w.abs().double().permute(order).reshape(-1, m).tolist()
    for chosen, group in zip(kept, sizes, strict=True):
        assert sum(chosen) == n, f"{sum(chosen)} of a group of {m} are kept, expected {n}"
        best = max(math.fsum(some) for some in itertools.combinations(group, n))
        assert math.fsum(itertools.compress(group, chosen)) == best, "a smaller one stays while a larger one goes"


def energy(mask, w):
    """How much of the sum of squares a mask leaves, from 0 to 1."""
    return float((w.double() ** 2 * mask).sum() / (w.double() ** 2).sum())


# ---- masked training: the update rules, written out -----------------------------------------------------------------


def perceptron_state(rng, inputs, inner, outputs):
    """Parameters of Linear, ReLU, Linear."""
    shapes = {"0.weight": (inner, inputs), "0.bias": (inner,), "2.weight": (outputs, inner), "2.bias": (outputs,)}
    return {name: normal(rng, *shape) / 2 for name, shape in shapes.items()}


def loss_and_gradients(state, x, y):
    """Mean squared error of the perceptron and its gradients, by the chain rule."""
    hidden = x @ state["0.weight"].T + state["0.bias"]
    active = hidden.clamp(min=0)
    error = active @ state["2.weight"].T + state["2.bias"] - y
    slope = 2 * error / error.numel()
    back = (slope @ state["2.weight"]) * (hidden > 0)
    gradients = {
        "0.weight": back.T @ x,
        "0.bias": back.sum(dim=0),
        "2.weight": slope.T @ active,
        "2.bias": slope.sum(dim=0),
    }
    return float((error**2).mean()), gradients


class Rule:
    """SGD with momentum and weight decay, or Adam; the state of one parameter for each name."""

    def __init__(self, name, lr, momentum=0.0, weight_decay=0.0):
        self.name, self.lr, self.momentum, self.decay = name, lr, momentum, weight_decay
        self.first, self.second, self.time = {}, {}, 0

    def step(self, state, gradients):
        """The parameters after one step."""
        self.time += 1
        return {name: self._one(name, w, gradients[name] + self.decay * w) for name, w in state.items()}

    def _one(self, name, w, g):
        old = self.first.get(name, torch.zeros_like(w))
        if self.name == "sgd":
            self.first[name] = self.momentum * old + g
            return w - self.lr * self.first[name]
        self.first[name] = 0.9 * old + 0.1 * g
        self.second[name] = 0.999 * self.second.get(name, torch.zeros_like(w)) + 0.001 * g**2
        first, second = self.first[name] / (1 - 0.9**self.time), self.second[name] / (1 - 0.999**self.time)
        return w - self.lr * first / (second.sqrt() + 1e-8)


def masked_training(state, masks, batches, rule, warm):
    """Losses and final parameters: dense steps on `warm`, then steps on `batches` from which the mask is multiplied in."""
    for x, y in warm:
        state = rule.step(state, loss_and_gradients(state, x, y)[1])
    losses = []

    def pruned(state):
        return {name: w * masks[name] if name in masks else w for name, w in state.items()}

    state = pruned(state)
    for x, y in batches:
        loss, gradients = loss_and_gradients(state, x, y)
        losses.append(loss)
        state = pruned(rule.step(state, gradients))
    return losses, state


# ---- channels: a second SmallCNN, made of functions -----------------------------------------------------------------


def cnn_axes(blocks):
    """For each tensor of a SmallCNN's state, which group of channels each of its axes counts (None: neither)."""
    axes = {"stem.weight": ["stream", None], "head.weight": [None, "stream"], "head.bias": [None]}
    norms = {"stem_bn": "stream"}
    for number in range(blocks):
        name = f"blocks.{number}"
        axes |= {f"{name}.conv1.weight": [name, "stream"], f"{name}.conv2.weight": ["stream", name]}
        norms |= {f"{name}.bn1": name, f"{name}.bn2": "stream"}
    for norm, group in norms.items():
        axes |= {f"{norm}.{part}": [group] for part in ("weight", "bias", "running_mean", "running_var")}
        axes[f"{norm}.num_batches_tracked"] = []
    return axes


def cnn_state(rng, stream, inner, in_channels, classes, dtype=torch.float64):
    """An unpredictable state of a SmallCNN of these sizes."""
    sizes = {"stream": stream, **{f"blocks.{i}": size for i, size in enumerate(inner)}}
    other = {"stem.weight": in_channels, "head.weight": classes, "head.bias": classes}
    state = {}
    for name, axes in cnn_axes(len(inner)).items():
        shape = [sizes.get(axis, other.get(name)) for axis in axes]
        if "num_batches" in name:
            state[name] = torch.tensor(int(rng.integers(1, 99)))
        elif name.endswith("running_var"):
            state[name] = torch.from_numpy(rng.uniform(0.5, 2.0, shape)).to(dtype)
        else:
            kernel = [3, 3] if len(shape) == 2 and "head" not in name else []
            state[name] = normal(rng, *shape, *kernel, dtype=dtype)
    return state


def norm(state, name, x):
    """A batch norm in eval mode."""
    mean, var, scale, shift = (state[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias"))
    return F.batch_norm(x, mean, var, scale, shift, training=False)


def cnn_output(state, blocks, images):
    """What the network gives in eval mode."""
    x = norm(state, "stem_bn", F.conv2d(images, state["stem.weight"], padding=1)).relu()
    x = F.max_pool2d(x, 2)
    for name in (f"blocks.{number}" for number in range(blocks)):
        inner = norm(state, f"{name}.bn1", F.conv2d(x, state[f"{name}.conv1.weight"], padding=1)).relu()
        x = (x + norm(state, f"{name}.bn2", F.conv2d(inner, state[f"{name}.conv2.weight"], padding=1))).relu()
    return F.linear(x.mean(dim=(2, 3)), state["head.weight"], state["head.bias"])


def silenced(state, blocks, keep):
    """The same network at full size in which the batch norms silence every channel that is not kept."""
    state = {name: tensor.clone() for name, tensor in state.items()}
    for name, axes in cnn_axes(blocks).items():
        if (
            axes
            and axes[0] in keep
            and name.endswith(("bn.weight", "bn.bias", "bn1.weight", "bn1.bias", "bn2.weight", "bn2.bias"))
        ):
            gone = torch.ones(len(state[name]), dtype=torch.bool)
            gone[keep[axes[0]]] = False
            state[name][gone] = 0
    return state


def pruned_state(state, blocks, keep):
    """What is left of each tensor."""
    result = {}
    for name, axes in cnn_axes(blocks).items():
        left = state[name].numpy()
        for axis, group in enumerate(axes):
            if group in keep:
                left = np.take(left, keep[group], axis=axis)
        result[name] = torch.from_numpy(np.array(left))
    return result


def assert_states(got, expected):
    """The same names, and tensors of the same dtype, shape and values."""
    assert type(got) is dict and sorted(got) == sorted(expected), "the names in the state are not those of a SmallCNN"
    for name, tensor in expected.items():
        assert_close(got[name], tensor, rtol=0.0)


def cnn_macs(sizes, blocks, pixels):
    """Multiply-adds on one image, by week 1's formula, from the sizes that the layers state; blocks see a quarter."""
    convolutions = [f"blocks.{n}.conv{i}" for n in range(blocks) for i in (1, 2)]
    inside = sum(9 * (pixels // 4) * math.prod(sizes[name]) for name in convolutions)
    return 9 * pixels * math.prod(sizes["stem"]) + inside + math.prod(sizes["head"])


# ---- budgets --------------------------------------------------------------------------------------------------------


def erk_by_bisection(shapes, density):
    """Halve an interval for the scale until it is as narrow as floats allow."""
    sizes = [math.prod(shape) for shape in shapes]

    def shares(scale):
        return [min(1.0, scale * sum(shape) / size) for shape, size in zip(shapes, sizes)]

    low, high = 0.0, float(max(size / sum(shape) for shape, size in zip(shapes, sizes)))
    for _ in range(200):
        middle = (low + high) / 2
        kept = math.fsum(share * size for share, size in zip(shares(middle), sizes))
        low, high = (middle, high) if kept < density * sum(sizes) else (low, middle)
    return shares(high)


def kept_weights(size, level):
    """How many weights a layer of this size keeps at this level."""
    return size - math.floor(level * size + 0.5)


def least_by_brute_force(sensitivity, sizes, levels, budget):
    """The least total sensitivity over all choices that fit; infinity when there is none."""
    least = math.inf
    for choice in itertools.product(range(len(levels)), repeat=len(sizes)):
        if sum(kept_weights(size, levels[j]) for size, j in zip(sizes, choice)) <= budget:
            least = min(least, math.fsum(row[j] for row, j in zip(sensitivity, choice)))
    return least


def least_by_milp(sensitivity, sizes, levels, budget):
    """The same by scipy's solver of integer programs (HiGHS), to a gap of 1e-9."""
    layers, count = len(sizes), len(levels)
    kept = np.array([[kept_weights(size, level) for level in levels] for size in sizes], dtype=float)
    one_each = np.kron(np.eye(layers), np.ones(count))
    constraints = [LinearConstraint(one_each, 1, 1), LinearConstraint(kept.reshape(1, -1), -np.inf, budget)]
    options = {"mip_rel_gap": 1e-9}
    found = milp(np.ravel(sensitivity), constraints=constraints, integrality=1, bounds=(0, 1), options=options)
    choice = found.x.reshape(layers, count).argmax(axis=1)
    return math.fsum(row[j] for row, j in zip(sensitivity, choice))


def assert_optimal(choice, sensitivity, sizes, levels, budget, least):
    """A list of level numbers that fits the budget and totals `least`; rounding of a sum of a few terms is allowed."""
    assert type(choice) is list and len(choice) == len(sizes), (
        "a list with a level's number for each layer is asked for"
    )
    assert all(type(j) is int and 0 <= j < len(levels) for j in choice), "the numbers of levels are ints from 0"
    kept = sum(kept_weights(size, levels[j]) for size, j in zip(sizes, choice))
    assert kept <= budget, f"{kept} weights are kept, {budget} may be"
    total = math.fsum(row[j] for row, j in zip(sensitivity, choice))
    assert total <= least + 1e-9 * max(1.0, abs(least)), f"the total is {total}, and {least} can be had"


# ---- storage --------------------------------------------------------------------------------------------------------


def sparse_matrix(rng, rows, cols, nonzeros):
    """A matrix with exactly that many ones at unpredictable places."""
    flat = np.zeros(rows * cols, dtype=np.float32)
    flat[rng.permutation(rows * cols)[:nonzeros]] = 1.0
    return flat.reshape(rows, cols)


def csr_by_scipy(matrix, value_bytes, index_bytes):
    """Bytes of scipy's CSR arrays, each with items of the given width."""
    made = csr_array(matrix)
    return len(made.data) * value_bytes + (len(made.indices) + len(made.indptr)) * index_bytes


def bitmask_by_numpy(matrix, value_bytes):
    """Bytes of the nonzero values and of numpy's packed bits."""
    return int(np.count_nonzero(matrix)) * value_bytes + len(np.packbits(matrix != 0))


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
