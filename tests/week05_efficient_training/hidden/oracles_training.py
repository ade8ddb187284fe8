"""Oracles of week 5's hidden tests: brute force, closed forms and plain PyTorch. They never see a student's code."""

import itertools
import math

import numpy as np
import torch
import torch._dynamo  # torch imports it at its first optimizer: here, once, and not in every grading process

F64 = torch.float64


def tensor(values, dtype=F64):
    """A tensor of that dtype."""
    return torch.tensor(np.asarray(values), dtype=dtype)


def normal(rng, *shape, dtype=F64):
    """Normal numbers."""
    return tensor(rng.normal(size=shape), dtype)


# ---- checkpointing --------------------------------------------------------------------------------------------------


def plan_bytes(costs, starts):
    """The most bytes that a plan ever needs: for each segment, the first inputs before it and all inputs of its own."""
    ends = [*starts[1:], len(costs)]
    first = [costs[start] for start in starts]
    return max(sum(first[:j]) + sum(costs[starts[j] : ends[j]]) for j in range(len(starts)))


def all_plans(costs):
    """(bytes, layers computed twice) of each of the 2^(n-1) plans."""
    inner = range(1, len(costs))
    chosen = (c for size in range(len(costs)) for c in itertools.combinations(inner, size))
    return [(plan_bytes(costs, [0, *some]), some[-1] if some else 0) for some in chosen]


def plain(layers, x, incoming):
    """Layers (see probes.py) one after the other by autograd: the output, the gradients of x and of every weight."""
    x = x.clone().requires_grad_(x.is_floating_point())
    weights = {i: values.clone().requires_grad_() for i, (kind, values) in enumerate(layers) if kind == "linear"}
    h = x
    for i, (kind, values) in enumerate(layers):
        if kind == "linear":
            h = torch.sin(h @ weights[i])
        elif kind == "embed":
            h = values[h]
    h.backward(incoming)
    return h.detach(), x.grad, [w.grad for w in weights.values()]


# ---- losses ---------------------------------------------------------------------------------------------------------


def cross_entropy(hidden, weight, targets):
    """The loss and its two gradients in numpy, by the closed form (p - onehot) / n."""
    h, w, t = (np.asarray(value) for value in (hidden, weight, targets))
    logits = h @ w.T
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    slope = np.exp(log_p)
    slope[np.arange(len(t)), t] -= 1
    slope /= len(t)
    return -log_p[np.arange(len(t)), t].mean(), slope @ w, slope.T @ h


# ---- batches --------------------------------------------------------------------------------------------------------


def first_fit(lengths, capacity):
    """First-fit decreasing, row by row: a row takes, from the longest down, whatever still fits when its turn comes.

    The same packing as sequence by sequence: what goes to the first row is decided before the second row is looked at.
    """
    waiting = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    rows = []
    while waiting:
        row, left, room = [], [], capacity
        for i in waiting:
            if lengths[i] <= room:
                row.append(i)
                room -= lengths[i]
            else:
                left.append(i)
        rows.append(row)
        waiting = left
    return rows


def mask_by_pairs(lengths, capacity, causal):
    """The mask and the positions, place by place."""
    owner, position = [None] * capacity, [0] * capacity
    place = 0
    for number, length in enumerate(lengths):
        for i in range(length):
            owner[place], position[place] = number, i
            place += 1
    mask = [[i == j if owner[i] is None else owner[i] == owner[j] and (j <= i or not causal) for j in range(capacity)] for i in range(capacity)]
    return torch.tensor(mask), torch.tensor(position)


def attention(q, k, v, mask):
    """softmax(q k' / sqrt(d)) v over what the mask lets through."""
    scores = (q @ k.T / math.sqrt(q.shape[1])).masked_fill(~mask, -math.inf)
    return torch.softmax(scores, dim=1) @ v


# ---- optimizers -----------------------------------------------------------------------------------------------------


def adamw_by_torch(params, grads, **options):
    """Each parameter after each step, by torch.optim.AdamW; a name that is missing from a step has no gradient there."""
    own = {name: value.clone().requires_grad_() for name, value in params.items()}
    optimizer = torch.optim.AdamW(list(own.values()), foreach=False, **options)
    path = []
    for step in grads:
        for name, value in own.items():
            value.grad = step[name].clone() if name in step else None
        optimizer.step()
        path.append({name: value.detach().clone() for name, value in own.items()})
    return path


def schedule_by_torch(max_lr, warmup, total, min_lr):
    """The learning rates of steps 0 to `total` by torch's LinearLR and CosineAnnealingLR, one after the other."""
    schedulers = torch.optim.lr_scheduler
    rates = []
    for length in (warmup, total - warmup):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=max_lr)
        if length == warmup:
            part = schedulers.LinearLR(optimizer, 1 / max(warmup, 1), 1.0, max(warmup - 1, 1))
            wanted = warmup
        else:
            part, wanted = schedulers.CosineAnnealingLR(optimizer, length, min_lr), length + 1
        for _ in range(wanted):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            part.step()
    return rates


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
