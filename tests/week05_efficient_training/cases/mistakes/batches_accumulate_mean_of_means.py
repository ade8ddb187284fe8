"""Each micro-batch weighs the same, however many samples it has."""

# module: batches
# caught by: accumulate-gradients

def accumulate_gradients(model, loss, micro_batches):
    if not micro_batches or any(len(x) != len(y) or len(x) == 0 for x, y in micro_batches):
        raise ValueError("no micro-batches")

    model.zero_grad()
    total = 0.0
    for x, y in micro_batches:
        part = loss(model(x), y) / len(micro_batches)
        part.backward()
        total += part.item()
    return total
