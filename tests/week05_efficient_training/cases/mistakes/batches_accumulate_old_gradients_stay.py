"""Adds to the gradients that lie there."""

# module: batches
# caught by: accumulate-gradients

_by_parts = accumulate_gradients


def accumulate_gradients(model, loss, micro_batches):
    old = [p.grad for p in model.parameters()]
    total = _by_parts(model, loss, micro_batches)
    for parameter, gradient in zip(model.parameters(), old):
        if gradient is not None and parameter.grad is not None:
            parameter.grad += gradient
    return total
