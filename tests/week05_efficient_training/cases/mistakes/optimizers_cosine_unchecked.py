"""Refuses only what would divide by zero."""

# module: optimizers
# caught by: cosine-lr

def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    if warmup == total:
        raise ValueError("no time")

    if step < warmup:
        return max_lr * (step + 1) / warmup
    part = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * part)) / 2
