"""Step 0 of the warm-up has a rate of 0."""

# module: optimizers
# caught by: cosine-lr

_half_cosine = cosine_lr


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    right = _half_cosine(step, max_lr, warmup, total, min_lr)

    return max_lr * step / warmup if step < warmup else right
