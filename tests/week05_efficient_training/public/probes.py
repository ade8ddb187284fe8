"""Probes of the public tests: they build what is not a plain value, call your function, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.mup` is your
module. Probes hold no expected values: the tests do the judging.
"""

import torch
from torch import nn

# ---- checkpointing --------------------------------------------------------------------------------------------------


def checkpointed(student, weights, x, starts):
    """Layers sin(x * weight) under a plan, then .sum().backward(): gradients, and which layers ran in which pass."""
    ran = []
    own = [torch.tensor(weight, dtype=torch.float64, requires_grad=True) for weight in weights]

    def layer(number):
        def run(h):
            ran.append(number)
            return torch.sin(h * own[number])

        return run

    y = student.checkpointing.checkpoint_sequential([layer(i) for i in range(len(own))], x, starts)
    forward = list(ran)
    ran.clear()
    y.sum().backward()
    return {"y": y.detach(), "grads": [weight.grad for weight in own], "forward": forward, "backward": ran}


def saved_numbers(student, layers, size, starts):
    """How many numbers autograd is given to save by sines of vectors of this size, each tensor counted once."""
    seen = {}

    def pack(saved):
        seen[saved.data_ptr()] = saved.numel() if saved.is_floating_point() else 0
        return saved

    x = torch.ones(size, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved):
        y = student.checkpointing.checkpoint_sequential([torch.sin] * layers, x, starts)
    y.sum().backward()
    return sum(seen.values())


def dropped(student, seed):
    """Three dropouts in three segments: the input, the output, and the gradient of the input."""
    torch.manual_seed(seed)
    x = torch.arange(1.0, 101.0, requires_grad=True)
    y = student.checkpointing.checkpoint_sequential([nn.Dropout(0.2), nn.Dropout(0.2), nn.Dropout(0.2)], x, [0, 1, 2])
    y.sum().backward()
    return x.detach(), y.detach(), x.grad


# ---- losses ---------------------------------------------------------------------------------------------------------


def loss_and_gradients(student, hidden, weight, targets, chunk):
    """The loss, and the gradients of hidden and weight."""
    hidden, weight = hidden.clone().requires_grad_(), weight.clone().requires_grad_()
    loss = student.losses.chunked_cross_entropy(hidden, weight, targets, chunk)
    loss.backward()
    return loss.detach(), hidden.grad, weight.grad


# ---- batches --------------------------------------------------------------------------------------------------------


def accumulated(student, micro_batches):
    """A line through the origin with slope 1, mean squared error: the loss, and the slope's gradient."""
    line = nn.Linear(1, 1, bias=False).double()
    nn.init.constant_(line.weight, 1.0)
    line.weight.grad = torch.full_like(line.weight, 100.0)
    loss = student.batches.accumulate_gradients(line, nn.functional.mse_loss, micro_batches)
    return loss, line.weight.grad


# ---- mup ------------------------------------------------------------------------------------------------------------


def prepared(student, width, base_width, lr):
    """An MLP after `mup_setup`: by how much each weight has grown, the multiplier, and each parameter's learning rate.

    The rate is None for a parameter that no group holds.
    """
    torch.manual_seed(0)
    model = student.mup.MLP(8, width, 2, 10)
    before = {name: value.detach().clone() for name, value in model.named_parameters()}
    groups = student.mup.mup_setup(model, base_width, lr)
    rates = {id(p): group["lr"] for group in groups for p in group["params"]}
    weights = {name: value for name, value in model.named_parameters() if name.endswith("weight")}
    return {
        "grown": {name: float(value.detach().norm() / before[name].norm()) for name, value in weights.items()},
        "multiplier": float(model.multiplier),
        "rates": {name: rates.get(id(value)) for name, value in model.named_parameters()},
    }
