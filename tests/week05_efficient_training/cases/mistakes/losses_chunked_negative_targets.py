"""A target of -1 is the last word."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    return _right_loss(hidden, weight, torch.where(targets == -1, len(weight) - 1, targets), chunk)
