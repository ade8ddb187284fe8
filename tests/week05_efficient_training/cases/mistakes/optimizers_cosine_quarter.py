"""A quarter of a period."""

# module: optimizers
# caught by: cosine-lr

_half_cosine = cosine_lr


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    right = _half_cosine(step, max_lr, warmup, total, min_lr)

    part = min((step - warmup) / (total - warmup), 1.0)
    return right if step < warmup else min_lr + (max_lr - min_lr) * math.cos(math.pi / 2 * part)
