"""The cosine runs over all steps, the warm-up included."""

# module: optimizers
# caught by: cosine-lr

_half_cosine = cosine_lr


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    right = _half_cosine(step, max_lr, warmup, total, min_lr)

    return right if step < warmup else min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * min(step / total, 1))) / 2
