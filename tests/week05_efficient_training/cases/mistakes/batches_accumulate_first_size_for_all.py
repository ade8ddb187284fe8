"""Takes all micro-batches to be as large as the first."""

# module: batches
# caught by: accumulate-gradients

_by_parts = accumulate_gradients


def accumulate_gradients(model, loss, micro_batches):
    _by_parts(model, loss, micro_batches)
    model.zero_grad()
    total = 0.0
    for x, y in micro_batches:
        part = loss(model(x), y) * len(micro_batches[0][0]) / (len(micro_batches[0][0]) * len(micro_batches))
        part.backward()
        total += part.item()
    return total
