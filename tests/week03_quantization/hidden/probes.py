"""Probes of the hidden tests: they do what a plain value cannot, call the student's function, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. A probe does and a test judges: it must
never hold an expected value, and what it says about types or sizes inside is only the student's word.
"""

import torch
from torch.overrides import TorchFunctionMode

# ---- any module: arguments left alone, tensors that do not lie in order ---------------------------------------------


def call_and_look(student, module, function, arguments, options):
    """Call `student.<module>.<function>(*arguments, **options)`; the result, and the arguments as they are then."""
    result = getattr(getattr(student, module), function)(*arguments, **options)
    return {"result": result, "arguments": arguments, "options": options}


def call_strided(student, module, function, arguments, options):
    """The same, with each tensor of two or more dimensions laid out in memory back to front, between unused numbers."""

    def spread(value):
        if not isinstance(value, torch.Tensor) or value.ndim < 2:
            return value
        dims = list(reversed(range(value.ndim)))
        room = torch.full((*[value.shape[d] for d in dims], 2), 77, dtype=value.dtype)
        room[..., 0] = value.permute(dims)
        return room[..., 0].permute(dims)

    return getattr(getattr(student, module), function)(*map(spread, arguments), **options)


# ---- what a function makes inside -----------------------------------------------------------------------------------


class Watch(TorchFunctionMode):
    """Notes the floating-point types and the size of every tensor that is made."""

    def __init__(self):
        super().__init__()
        self.floats, self.largest = set(), 0

    def __torch_function__(self, called, types, args=(), kwargs=None):
        result = called(*args, **(kwargs or {}))
        for made in result if isinstance(result, (tuple, list)) else [result]:
            if isinstance(made, torch.Tensor):
                self.largest = max(self.largest, made.numel())
                if made.is_floating_point():
                    self.floats.add(str(made.dtype))
        return result


@torch.no_grad()
def watched(student, module, function, arguments):
    """The result, the floating-point types inside, and the numbers in the largest tensor inside."""
    with Watch() as watch:
        result = getattr(getattr(student, module), function)(*arguments)
    return {"result": result, "floats": sorted(watch.floats), "largest": watch.largest}


# ---- qat: gradients and training ------------------------------------------------------------------------------------


def backward(student, function, x, scale, options, incoming, learn_scale):
    """Output of a qat function, the gradient of x and (if it is learnt) of the scale; and x as it is afterwards."""
    x = x.clone().requires_grad_()
    if learn_scale:
        scale = scale.clone().requires_grad_()
    y = getattr(student.qat, function)(x, scale, *options)
    y.backward(incoming)
    return {"y": y, "x.grad": x.grad, "scale.grad": scale.grad if learn_scale else None, "x": x}


def backward_through(student, x, scale, zero_point, low, high):
    """fake_quantize in the middle of a computation, sum((3 * fq(x^2))^2): its value and the gradient of x."""
    x = x.clone().requires_grad_()
    loss = (3 * student.qat.fake_quantize(x * x, scale, zero_point, low, high)).square().sum()
    loss.backward()
    return loss.detach(), x.grad


def passes(student, bits, signed, inputs):
    """Several tensors through one new layer: outputs, steps, whether `step` stayed the same object, saved names."""
    layer = student.qat.FakeQuantize(bits, signed).to(inputs[0].dtype)
    parameter, outputs, steps = layer.step, [], []
    for x in inputs:
        outputs.append(layer(x).detach())
        steps.append(layer.step.detach().clone())
    return {
        "outputs": outputs,
        "steps": steps,
        "same": layer.step is parameter and [name for name, _ in layer.named_parameters()] == ["step"],
        "saved": sorted(layer.state_dict()),
    }


def reload(student, bits, signed, first, second):
    """A layer meets `first`, is saved, and loaded into a new layer that meets `second`: the two steps, the output."""
    old, new = student.qat.FakeQuantize(bits, signed), student.qat.FakeQuantize(bits, signed)
    old(first)
    new.load_state_dict({name: value.clone() for name, value in old.state_dict().items()})
    output = new(second).detach()
    return [old.step.detach(), new.step.detach(), output]


def train(student, bits, signed, x, target, rate, rounds):
    """Plain gradient descent on the step, mean squared error to a target; the step after each round."""
    layer = student.qat.FakeQuantize(bits, signed).to(x.dtype)
    optimizer = torch.optim.SGD(layer.parameters(), lr=rate)
    steps = []
    for _ in range(rounds):
        optimizer.zero_grad()
        (layer(x) - target).square().mean().backward()
        optimizer.step()
        steps.append(layer.step.detach().clone())
    return torch.stack(steps)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
