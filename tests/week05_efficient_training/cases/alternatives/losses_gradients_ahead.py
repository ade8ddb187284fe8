"""Computes the gradients in the forward pass, chunk by chunk, and keeps them instead of the inputs."""

# module: losses


class _Ahead(torch.autograd.Function):
    @staticmethod
    def forward(ctx, hidden, weight, targets, chunk):
        n = hidden.shape[0]
        total, to_hidden, to_weight = 0.0, [], torch.zeros_like(weight)
        for start in range(0, n, chunk):
            rows, wanted = hidden[start : start + chunk], targets[start : start + chunk]
            logits = torch.nn.functional.linear(rows, weight)
            logits -= logits.amax(dim=1, keepdim=True)
            log_shares = logits.log_softmax(dim=1)
            total -= log_shares[range(len(rows)), wanted].sum()
            slope = log_shares.exp() - torch.nn.functional.one_hot(wanted, len(weight))
            to_hidden.append(slope @ weight / n)
            to_weight += slope.T @ rows / n
        ctx.save_for_backward(torch.cat(to_hidden), to_weight)
        return total / n

    @staticmethod
    def backward(ctx, gradient):
        to_hidden, to_weight = ctx.saved_tensors
        return gradient * to_hidden, gradient * to_weight, None, None


def chunked_cross_entropy(hidden, weight, targets, chunk):
    fits = hidden.ndim == weight.ndim == 2 and hidden.shape[1] == weight.shape[1] and targets.shape == (hidden.shape[0],)
    if chunk <= 0 or not fits or not targets.numel() or not 0 <= int(targets.min()) <= int(targets.max()) < weight.shape[0]:
        raise ValueError("does not fit")
    return _Ahead.apply(hidden, weight, targets, chunk)
