"""Hands a number back that has no gradient to hidden."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    return _right_loss(hidden.detach(), weight, targets, chunk)
