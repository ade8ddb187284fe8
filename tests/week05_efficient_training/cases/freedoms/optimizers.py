"""A state with counts for every name, also those that wait; new tensors throughout; whole numbers and numpy's floats."""

# module: optimizers

import numpy


class Refused(ValueError):
    """No step."""


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    ranges = [lr >= 0, eps >= 0, weight_decay >= 0, *(0 <= beta < 1 for beta in betas)]
    if not all(ranges) or any(name not in params or params[name].shape != g.shape for name, g in grads.items()):
        raise Refused("settings or gradients")
    averages = {name: state["averages"][name] if state else torch.zeros(2, *w.shape, dtype=w.dtype) for name, w in params.items()}
    counts = {name: state["counts"][name] if state else 0 for name in params}
    new = {}
    for name, w in params.items():
        if name not in grads:
            new[name] = w.clone()
            continue
        counts[name] += 1
        m = betas[0] * averages[name][0] + (1 - betas[0]) * grads[name]
        v = betas[1] * averages[name][1] + (1 - betas[1]) * grads[name].square()
        averages[name] = torch.stack([m, v])
        correction = math.sqrt(1 - betas[1] ** counts[name])
        new[name] = w - lr * weight_decay * w - lr / (1 - betas[0] ** counts[name]) * m / (v.sqrt() / correction + eps)
    return new, {"averages": averages, "counts": counts}


_right_clip = clip_grad_norm


def clip_grad_norm(grads, max_norm):
    try:
        clipped, norm = _right_clip(grads, max_norm)
    except ValueError:
        raise Refused("gradients") from None
    return {name: clipped[name] for name in reversed(clipped)}, numpy.float64(norm) if norm else 0


_right_rate = cosine_lr


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    try:
        return numpy.float64(_right_rate(step, max_lr, warmup, total, min_lr))
    except ValueError:
        raise Refused("schedule") from None
