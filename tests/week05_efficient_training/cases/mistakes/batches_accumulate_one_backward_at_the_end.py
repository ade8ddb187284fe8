"""Adds the losses up and goes backward once: all activations are alive."""

# module: batches
# caught by: accumulate-gradients

def accumulate_gradients(model, loss, micro_batches):
    if not micro_batches or any(len(x) != len(y) or len(x) == 0 for x, y in micro_batches):
        raise ValueError("no micro-batches")

    samples = sum(len(x) for x, _ in micro_batches)
    model.zero_grad()
    total = sum(loss(model(x), y) * (len(x) / samples) for x, y in micro_batches)
    total.backward()
    return total.item()
