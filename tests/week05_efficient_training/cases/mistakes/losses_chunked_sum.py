"""The sum over rows."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    return _right_loss(hidden, weight, targets, chunk) * len(hidden)
