"""Probes of the public tests: they do what a plain value cannot, call your function, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.qat` is your
module. Probes hold no expected values: the tests do the judging.
"""

import torch
from torch.overrides import TorchFunctionMode


def fake_quantize_backward(student, x, scale, zero_point, low, high, incoming):
    """The output of fake_quantize, and the gradient that comes back to x."""
    x = x.clone().requires_grad_()
    y = student.qat.fake_quantize(x, scale, zero_point, low, high)
    y.backward(incoming)
    return y, x.grad


def lsq_backward(student, x, step, low, high, incoming):
    """The output of lsq_quantize, and the gradients that come back to x and to the step."""
    x, step = x.clone().requires_grad_(), step.clone().requires_grad_()
    y = student.qat.lsq_quantize(x, step, low, high)
    y.backward(incoming)
    return y, x.grad, step.grad


def two_passes(student, bits, signed, first, second):
    """Two tensors through one FakeQuantize layer; both results, and the step after each."""
    layer = student.qat.FakeQuantize(bits, signed)
    results = []
    for x in (first, second):
        results += [layer(x).detach(), layer.step.detach().clone()]
    return results


@torch.no_grad()
def floats_used(student, module, function, arguments):
    """The result of a function, and the names of the floating-point types of all tensors that it made with torch."""
    seen = set()

    class Watch(TorchFunctionMode):
        def __torch_function__(self, called, types, args=(), kwargs=None):
            result = called(*args, **(kwargs or {}))
            for made in result if isinstance(result, (tuple, list)) else [result]:
                if isinstance(made, torch.Tensor) and made.is_floating_point():
                    seen.add(str(made.dtype))
            return result

    with Watch():
        result = getattr(getattr(student, module), function)(*arguments)
    return result, sorted(seen)
