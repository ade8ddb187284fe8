"""Keeps the softmax of each chunk as an attribute, where no hook sees it."""

# module: losses
# caught by: chunked-cross-entropy

class _Chunked(_Chunked):
    @staticmethod
    def forward(ctx, hidden, weight, targets, chunk):
        ctx.shares = [torch.softmax(rows @ weight.T, dim=1) for rows in hidden.split(chunk)]
        total, sums = hidden.new_zeros(()), []
        for rows, wanted in zip(hidden.split(chunk), targets.split(chunk)):
            logits = rows @ weight.T
            sums.append(logits.logsumexp(dim=1))
            total += (sums[-1] - logits.gather(1, wanted[:, None])[:, 0]).sum()
        ctx.chunk = chunk
        ctx.save_for_backward(hidden, weight, targets, torch.cat(sums))
        return total / len(hidden)
