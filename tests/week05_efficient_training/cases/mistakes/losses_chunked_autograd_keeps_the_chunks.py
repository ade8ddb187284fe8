"""Goes chunk by chunk, but lets autograd keep the logits of each."""

# module: losses
# caught by: chunked-cross-entropy

_right_loss = chunked_cross_entropy


def chunked_cross_entropy(hidden, weight, targets, chunk):

    _right_loss(hidden.detach(), weight.detach(), targets, chunk)
    total = hidden.new_zeros(())
    for h, t in zip(hidden.split(chunk), targets.split(chunk)):
        total = total + torch.nn.functional.cross_entropy(h @ weight.T, t, reduction="sum")
    return total / len(hidden)
