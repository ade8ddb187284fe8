"""Goes over whole chunks only."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    whole = len(hidden) // chunk * chunk if chunk > 0 else 0
    right = _right_loss(hidden, weight, targets, chunk)
    return _right_loss(hidden[:whole], weight, targets[:whole], chunk) if 0 < whole < len(hidden) else right
