"""Probes of the hidden tests: they build what is no plain value, call the student's function, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. A probe does and a test judges: it must
never hold an expected value, and what it says about a model is only the student's word.
"""

import torch
from torch import nn

# ---- any module -----------------------------------------------------------------------------------------------------

#: What the latest call left behind, however it ended.
LEFT = {}


def left(student):
    """What the latest call of a probe left behind; the probe says what."""
    return LEFT


def call_and_look(student, module, function, arguments, options):
    """Call `student.<module>.<function>(*arguments, **options)`; the result, and the arguments as they are then."""
    result = getattr(getattr(student, module), function)(*arguments, **options)
    return {"result": result, "arguments": arguments, "options": options}


def call_strided(student, module, function, stored, order, arguments, options):
    """Call the function on a view of `stored` with its dimensions in another order, which also wants gradients."""
    view = stored.permute(order).requires_grad_()
    return getattr(getattr(student, module), function)(view, *arguments, **options)


# ---- masks: train_masked --------------------------------------------------------------------------------------------

OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}


def perceptron(state):
    """Linear, ReLU, Linear in double precision, with these parameters."""
    inner, inputs = state["0.weight"].shape
    net = nn.Sequential(nn.Linear(inputs, inner), nn.ReLU(), nn.Linear(inner, len(state["2.bias"]))).double()
    net.load_state_dict(state)
    return net


def copies(net):
    """The parameters by name, copied."""
    return {name: p.detach().clone() for name, p in net.named_parameters()}


def squares(output, target):
    """Mean squared error."""
    return ((output - target) ** 2).mean()


def train(student, state, masks, batches, optimizer, options, warm, stale):
    """Train the perceptron densely on `warm`, leave `stale` as its gradients, then call `train_masked`.

    Returns the losses, with what is left: the parameters afterwards and as each forward pass saw them, and the masks.
    """
    LEFT.clear()
    net = perceptron(state)
    steps = OPTIMIZERS[optimizer](net.parameters(), **options)
    for x, y in warm:
        steps.zero_grad()
        squares(net(x), y).backward()
        steps.step()
    for name, parameter in net.named_parameters():
        if name in stale:
            parameter.grad = stale[name].clone()
    seen = []
    net.register_forward_hook(lambda *_: seen.append(copies(net)))
    try:
        losses = student.masks.train_masked(net, masks, iter(batches), squares, steps)
    finally:
        LEFT.update(after=copies(net), seen=seen, masks=masks)
    return {"losses": losses, **LEFT}


# ---- channels -------------------------------------------------------------------------------------------------------


def cnn(student, sizes, state, training):
    """The student's SmallCNN of these sizes (stream, inner, in_channels, classes) with this state, in its dtype."""
    model = student.channels.SmallCNN(*sizes).to(state["head.weight"].dtype)
    model.load_state_dict(state)
    return model.train(training)


def held(model):
    """A model's state, copied."""
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def stated(model):
    """The sizes that the layers state, by name."""
    sizes = {}
    for name, layer in model.named_modules():
        if isinstance(layer, nn.Conv2d):
            sizes[name] = [layer.out_channels, layer.in_channels]
        if isinstance(layer, nn.Linear):
            sizes[name] = [layer.out_features, layer.in_features]
        if isinstance(layer, nn.BatchNorm2d):
            sizes[name] = [layer.num_features]
    return sizes


def live(student, sizes, state, training):
    """The live channels of a model, and its state and mode afterwards."""
    model = cnn(student, sizes, state, training)
    channels = student.channels.live_channels(model)
    return {"channels": channels, "state": held(model), "training": model.training}


def prune(student, sizes, state, training, keep, images):
    """Prune a model; the small one's state, sizes, modes and output in eval mode; then the old one after the new changed.

    Left is the old one's state, and whether what came back has its type.
    """
    LEFT.clear()
    model = cnn(student, sizes, state, training)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    try:
        small = student.channels.prune_channels(model, keep)
    finally:
        LEFT.update(state=held(model))
    LEFT.update(type=type(small) is type(model))
    modes = sorted({module.training for module in small.modules()})
    frozen = [name for name, parameter in small.named_parameters() if not parameter.requires_grad]
    result = {"state": held(small), "sizes": stated(small), "modes": modes, "frozen": frozen, "keep": keep}
    result["type"] = LEFT["type"]
    result["output"] = small.eval()(images).detach()
    with torch.no_grad():
        for tensor in small.state_dict().values():
            tensor.add_(1)
    old = model.training, held(model), stated(model)
    return {**result, "old training": old[0], "old state": old[1], "old sizes": old[2]}


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
