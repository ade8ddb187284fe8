"""The cosine goes on after the end."""

# module: optimizers
# caught by: cosine-lr

_half_cosine = cosine_lr


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    right = _half_cosine(step, max_lr, warmup, total, min_lr)

    part = (step - warmup) / (total - warmup)
    return right if step < warmup else min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * part)) / 2
