"""All logits at once."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    _right_loss(hidden.detach(), weight.detach(), targets, chunk)
    return torch.nn.functional.cross_entropy(hidden @ weight.T, targets)
