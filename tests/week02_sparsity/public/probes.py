"""Probes of the public tests: they build what is not a plain value, call your function, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.masks` is
your module. Probes hold no expected values: the tests do the judging.
"""

import torch
from torch import nn

# ---- masks: train_masked --------------------------------------------------------------------------------------------


def train_line(student, weight, mask, batches, momentum, dense_steps):
    """Train y = w x with SGD: densely on the first batches, then by `train_masked` on the rest."""
    net = nn.Linear(len(weight[0]), 1, bias=False)
    net.weight.data.copy_(torch.tensor(weight))
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=momentum)
    for x, y in batches[:dense_steps]:
        sgd.zero_grad()
        nn.functional.mse_loss(net(x), y).backward()
        sgd.step()
    masks = {"weight": torch.tensor(mask)}
    losses = student.masks.train_masked(net, masks, batches[dense_steps:], nn.functional.mse_loss, sgd)
    return {"losses": losses, "weight": net.weight.detach()}


# ---- channels -------------------------------------------------------------------------------------------------------


def small_cnn(student, silenced):
    """A SmallCNN with 4 stream channels and a block of 6 inner ones, in which `silenced` gets scale 0 and this shift.

    `silenced` maps names of batch norms to pairs (channels, shift).
    """
    torch.manual_seed(0)
    model = student.channels.SmallCNN(4, [6]).double()
    for name, buffer in model.named_buffers():
        if buffer.dtype == torch.float64:
            buffer.copy_(torch.rand_like(buffer) + 0.5)
    for name, (channels, shift) in silenced.items():
        norm = model.get_submodule(name)
        norm.weight.data[channels] = 0
        norm.bias.data[channels] = shift
    return model.eval()


def live(student, silenced):
    """The live channels of the model above."""
    return student.channels.live_channels(small_cnn(student, silenced))


def outputs(student, silenced, keep):
    """What the model above and its pruned version give for two images, and the shapes of the pruned one's tensors."""
    model = small_cnn(student, silenced)
    images = torch.randn(2, 1, 8, 8, dtype=torch.float64)
    small = student.channels.prune_channels(model, keep)
    shapes = {name: list(tensor.shape) for name, tensor in small.state_dict().items()}
    return {"before": model(images).detach(), "after": small(images).detach(), "shapes": shapes}


def prune(student, keep):
    """Prune a model; the number of its parameters afterwards."""
    small = student.channels.prune_channels(small_cnn(student, {}), keep)
    return sum(parameter.numel() for parameter in small.parameters())
