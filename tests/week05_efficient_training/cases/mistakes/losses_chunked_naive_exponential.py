"""log(sum(exp)) without the shift: overflows."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    right = _right_loss(hidden, weight, targets, chunk)
    with torch.no_grad():
        overflow = any((h @ weight.T).exp().isinf().any() for h in hidden.split(chunk))
    return right * float("inf") if overflow else right
