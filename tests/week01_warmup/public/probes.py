"""Probes of the public tests: they build what is not a plain value, call your function, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.flops` is
your module. Probes hold no expected values: the tests do the judging.
"""

import torch
from torch import nn

# ---- flops: count_flops ---------------------------------------------------------------------------------------------


def count_linear(student, shape):
    """Count a linear layer 64 -> 128 with bias on an input of this shape."""
    return student.flops.count_flops(nn.Linear(64, 128), torch.zeros(shape))


def count_convnet(student, batch_size):
    """Count a small convolutional network whose layers sit in containers inside containers."""
    features = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU())
    head = nn.ModuleDict({"pool": nn.AdaptiveAvgPool2d(1), "classify": nn.Linear(8, 10)})
    model = nn.Sequential(features, head["pool"], nn.Flatten(), head["classify"])
    return student.flops.count_flops(model, torch.zeros(batch_size, 3, 32, 32))


class Repeated(nn.Module):
    """Calls one layer several times, and another one never."""

    def __init__(self, times):
        super().__init__()
        self.times = times
        self.used = nn.Linear(16, 16, bias=False)
        self.unused = nn.Linear(16, 16)

    def forward(self, x):
        for _ in range(self.times):
            x = self.used(x)
        return x


def count_repeated(student, times):
    """Count the model above on 4 vectors."""
    return student.flops.count_flops(Repeated(times), torch.zeros(4, 16))


def count_and_look(student):
    """Count a linear layer and a batch norm in train mode, then look at the model."""
    norm = nn.BatchNorm1d(4)
    model = nn.Sequential(nn.Linear(3, 4, bias=False), norm)
    before = norm.running_mean.clone()
    flops = student.flops.count_flops(model, torch.ones(5, 3))
    return {
        "flops": flops,
        "hooks": sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules()),
        "statistics_kept": torch.equal(norm.running_mean, before) and int(norm.num_batches_tracked) == 0,
        "training": model.training and norm.training,
    }


# ---- memory: model_memory -------------------------------------------------------------------------------------------


def memory_of_linear(student, inputs, outputs):
    """The memory of one linear layer."""
    return student.memory.model_memory(nn.Linear(inputs, outputs))


def memory_of_linear_and_norm(student, inputs, outputs):
    """The memory of a linear layer with a batch norm, which keeps its statistics in buffers."""
    return student.memory.model_memory(nn.Sequential(nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs)))


def memory_of_tied(student, words, width):
    """The memory of an embedding and an output layer that share one weight."""
    model = nn.ModuleDict({"embed": nn.Embedding(words, width), "out": nn.Linear(width, words, bias=False)})
    model["out"].weight = model["embed"].weight
    return student.memory.model_memory(model)
