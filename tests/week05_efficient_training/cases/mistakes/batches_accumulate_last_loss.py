"""Returns the loss of the last micro-batch."""

# module: batches
# caught by: accumulate-gradients

_by_parts = accumulate_gradients


def accumulate_gradients(model, loss, micro_batches):
    last = [0.0]

    def watched(output, y):
        value = loss(output, y)
        last[0] = value.item()
        return value

    _by_parts(model, watched, micro_batches)
    return last[0]
