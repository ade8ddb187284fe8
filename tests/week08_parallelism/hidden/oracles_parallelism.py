"""What is right, computed on the trusted side: never with the solution's own formulas. Nothing here is sent to a worker.

A rank is judged alone. Its peers are made up: they send random numbers, and the oracle says what a right rank would answer to
just these. So a message shows whether it was computed from what the rank holds and has received, and from nothing else.
"""

import numpy as np
import torch
import torch._dynamo  # torch imports it at its first optimizer: here, once, and not in every grading process
from torch import Tensor

F64 = torch.float64


def tensor(array, dtype=torch.float32) -> Tensor:
    """A numpy array as a tensor."""
    return torch.tensor(np.asarray(array), dtype=dtype)


def normal(rng, *shape, dtype=F64) -> Tensor:
    """Normal numbers as a tensor."""
    return tensor(rng.normal(size=shape), dtype)


def chunk_sizes(numel, size):
    """The lengths of numpy's array_split, which are those of torch.tensor_split."""
    return [len(part) for part in np.array_split(np.arange(numel), size)]


def mixed(rng, right, wrong):
    """(call, whether it is right): a right one first, all others in any order. To be asked one by one, by the same probe."""
    calls = [(call, True) for call in right] + [(call, False) for call in wrong]
    return [calls[0], *(calls[number] for number in 1 + rng.permutation(len(calls) - 1))]


def ring_rank(rng, buffer, rank, size):
    """(script, messages, result) of one rank: random peers, by the handout's steps, written down chunk by chunk."""
    holds = dict(enumerate(np.array_split(buffer.numpy(), size)))
    script, messages = [], []
    for step in range(2 * (size - 1)):
        adds = step < size - 1
        goes = (rank - step) % size if adds else (rank + 1 - (step - size + 1)) % size
        comes = (goes - 1) % size
        received = rng.normal(size=holds[comes].shape).astype(buffer.numpy().dtype)
        script.append(torch.tensor(received))
        messages.append(torch.tensor(holds[goes]))
        holds[comes] = holds[comes] + received if adds else received
    return script, messages, torch.tensor(np.concatenate([holds[place] for place in range(size)]))


def ring_bytes(numel, size, rank, itemsize):
    """The bytes that a rank sends, step by step."""
    sizes, sent = chunk_sizes(numel, size), 0
    for step in range(size - 1):
        sent += sizes[(rank - step) % size] + sizes[(rank + 1 - step) % size]
    return sent * itemsize


def adamw(params, grad, mean, square, step, options):
    """torch.optim.AdamW's step number `step` from a given state: (parameters, mean, square)."""
    parameter = torch.nn.Parameter(params.clone())
    optimizer = torch.optim.AdamW([parameter], **options)
    optimizer.state[parameter] = {
        "step": torch.tensor(float(step - 1)), "exp_avg": mean.clone(), "exp_avg_sq": square.clone(),
    }  # fmt: skip
    parameter.grad = grad.clone()
    optimizer.step()
    state = optimizer.state[parameter]
    return parameter.detach(), state["exp_avg"], state["exp_avg_sq"]


def run_schedule(schedule, forward, backward):
    """(makespan, bubble, in flight, ends) of a schedule; None if it cannot end. By the longest path: an operation ends its own time
    after the later of its predecessor on the device and of what it needs."""
    before, held = {}, []
    stages = 1 + max(stage for order in schedule for _, _, stage in order)
    for order in schedule:
        alive = most = 0
        for place, operation in enumerate(order):
            before[operation] = order[place - 1] if place else None
            alive += {"F": 1, "B": -1}[operation[0]]
            most = max(most, alive)
        held.append(most)
    ends, open_ = {}, set()

    def end(operation):
        if operation in ends:
            return ends[operation]
        if operation in open_ or operation not in before:
            raise LookupError
        open_.add(operation)
        kind, number, stage = operation
        needs = [before[operation]] if before[operation] else []
        if kind == "F" and stage > 0:
            needs.append(("F", number, stage - 1))
        if kind == "B":
            needs.append(("F", number, stage))
            if stage < stages - 1:
                needs.append(("B", number, stage + 1))
        ends[operation] = max([0.0, *map(end, needs)]) + (forward if kind == "F" else backward)
        return ends[operation]

    try:
        makespan = max(end(operation) for operation in before)
    except LookupError:
        return None
    work = sum(forward if kind == "F" else backward for kind, _, _ in before)
    return makespan, (len(schedule) * makespan - work) / (len(schedule) * makespan), held, [[ends[o] for o in order] for order in schedule]


def random_schedule(rng, devices, stages, micro_batches):
    """A schedule that can end, with the stages on devices at random: operations in a random order that respects their needs."""
    home = [*rng.permutation(devices)[: min(devices, stages)], *rng.integers(0, devices, size=max(0, stages - devices))]
    waiting = [("F", number, 0) for number in range(micro_batches)]
    schedule = [[] for _ in range(devices)]
    while waiting:
        kind, number, stage = waiting.pop(int(rng.integers(len(waiting))))
        schedule[int(home[stage])].append((kind, number, stage))
        if kind == "F":
            waiting.append(("F", number, stage + 1) if stage < stages - 1 else ("B", number, stage))
        elif stage:
            waiting.append(("B", number, stage - 1))
    return schedule


def mlp_part(x, w1, b1, w2):
    """What one rank adds to the sum: gelu by the error function, written out."""
    hidden = x @ w1.T + b1
    return (hidden * (1 + torch.erf(hidden / 2**0.5)) / 2) @ w2.T


def attention_part(x, qkv, out, heads):
    """What one rank adds to the sum: causal attention head by head, with its softmax written out."""
    size, tokens = qkv.shape[0] // (3 * heads), x.shape[1]
    q, k, v = (x @ rows.T for rows in qkv.reshape(3, heads * size, -1))
    later = torch.ones(tokens, tokens, dtype=torch.bool).triu(1)
    seen = []
    for head in range(heads):
        own = slice(head * size, (head + 1) * size)
        scores = (q[..., own] @ k[..., own].transpose(1, 2) / size**0.5).masked_fill(later, -1e30)
        weights = (scores - scores.max(dim=-1, keepdim=True).values).exp()
        seen.append(weights / weights.sum(dim=-1, keepdim=True) @ v[..., own])
    return torch.cat(seen, dim=-1) @ out.T


def descend(weights, x, y, lr, steps):
    """Gradient descent on torch's own cross-entropy."""
    weights = weights.clone()
    for _ in range(steps):
        weights.requires_grad_()
        (gradient,) = torch.autograd.grad(torch.nn.functional.cross_entropy(x @ weights.T, y), weights)
        weights = (weights - lr * gradient).detach()
    return weights

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
