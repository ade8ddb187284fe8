"""Probes of the public tests: they do what a plain value cannot, call your function, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.lora` is your
module. Probes hold no expected values: the tests do the judging.
"""

import torch
from torch import nn


def lora_forward(student, weight, alpha, a, b, x):
    """A LoRALinear over this weight: its output as it starts, and with A and B set to these values."""
    base = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
    base.weight.data.copy_(weight)
    layer = student.lora.LoRALinear(base, a.shape[0], alpha)
    first = layer(x).detach()
    layer.lora_a.data.copy_(a)
    layer.lora_b.data.copy_(b)
    return first, layer(x).detach(), sorted(name for name, p in layer.named_parameters() if p.requires_grad)


def lora_merged(student, weight, alpha, a, b):
    """The base's weight after merging once, after merging again, and after unmerging."""
    base = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
    base.weight.data.copy_(weight)
    layer = student.lora.LoRALinear(base, a.shape[0], alpha)
    layer.lora_a.data.copy_(a)
    layer.lora_b.data.copy_(b)
    weights = []
    for step in (layer.merge, layer.merge, layer.unmerge):
        step()
        weights.append(base.weight.detach().clone())
    return weights


class Adapter(nn.Module):
    """Stands for an adapter."""

    def __init__(self, base):
        super().__init__()
        self.base, self.lora_a, self.lora_b = base, nn.Parameter(torch.ones(1, 4)), nn.Parameter(torch.zeros(4, 1))


def inject(student, pattern):
    """Adapters in a small network: the names, what is trained then, and what would be saved."""
    model = nn.Sequential(nn.Linear(4, 4), nn.Sequential(nn.Linear(4, 4), nn.ReLU()), nn.LayerNorm(4))
    names = student.inject.inject_lora(model, pattern, Adapter)
    trained = sorted(name for name, p in model.named_parameters() if p.requires_grad)
    return names, trained, sorted(student.inject.adapter_state_dict(model))


def prompt_forward(student, start, tokens):
    """PromptTuned over a body that adds up all tokens it sees: the output, and what is trained."""

    class Running(nn.Module):
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(torch.tensor(1.0))

        def forward(self, x):
            return self.scale * x.cumsum(1)

    tuned = student.adapt.PromptTuned(Running(), start)
    return tuned(tokens).detach(), [name for name, p in tuned.named_parameters() if p.requires_grad]


def maml_parabola(student, weight, centres, inner_rate, outer_rate, first_order):
    """maml_step on the losses (w - centre)^2 / 2, with a support and a query centre for each task."""
    return student.adapt.maml_step(
        lambda w, centre: (w[0] - centre).square().sum() / 2, [weight], centres, inner_rate, outer_rate, first_order=first_order
    )


def tent(student, weight, x, rate):
    """tent_step on a layer norm and a linear layer: the entropy of two steps, and which parameters moved."""
    model = nn.Sequential(nn.LayerNorm(weight.shape[1]), nn.Linear(weight.shape[1], weight.shape[0], bias=False))
    model[1].weight.data.copy_(weight)
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    entropies = [student.adapt.tent_step(model, x, rate) for _ in range(2)]
    moved = sorted(name for name, p in model.named_parameters() if not torch.equal(p.detach(), before[name]))
    return entropies, moved


def qlora_gradients(student, x, packed, absmax, a, b, scale, block):
    """The output of qlora_linear, and the gradients of x, A and B for the sum of its squares."""
    x, a, b = (value.clone().requires_grad_() for value in (x, a, b))
    y = student.nf4.qlora_linear(x, packed, absmax, a, b, scale, block)
    y.square().sum().backward()
    return y.detach(), x.grad, a.grad, b.grad
