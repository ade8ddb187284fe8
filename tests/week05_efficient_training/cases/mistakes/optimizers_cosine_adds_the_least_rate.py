"""Adds min_lr to the full cosine: begins above max_lr."""

# module: optimizers
# caught by: cosine-lr

_half_cosine = cosine_lr


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    right = _half_cosine(step, max_lr, warmup, total, min_lr)

    return right if step < warmup else min_lr + _half_cosine(step, max_lr, warmup, total)
