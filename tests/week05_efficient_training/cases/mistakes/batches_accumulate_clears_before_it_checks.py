"""Clears the gradients before it looks at the micro-batches."""

# module: batches
# caught by: accumulate-gradients

_by_parts = accumulate_gradients


def accumulate_gradients(model, loss, micro_batches):
    model.zero_grad()
    return _by_parts(model, loss, micro_batches)
