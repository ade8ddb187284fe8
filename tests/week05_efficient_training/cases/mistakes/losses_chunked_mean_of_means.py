"""The mean of the means of chunks."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    _right_loss(hidden, weight, targets, chunk)
    parts = [_right_loss(h, weight, t, chunk) for h, t in zip(hidden.split(chunk), targets.split(chunk))]
    return torch.stack(parts).mean()
