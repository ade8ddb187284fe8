"""AdamW with a flat state and running powers of the betas; the norm by torch; the cosine by its half-angle."""

# module: optimizers


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    b1, b2 = betas
    for value in (lr, eps, weight_decay):
        if math.isnan(value) or value < 0:
            raise ValueError("negative")
    if not (0 <= b1 < 1 and 0 <= b2 < 1):
        raise ValueError("betas")
    if not set(grads) <= set(params) or any(grads[name].shape != params[name].shape for name in grads):
        raise ValueError("gradients")
    new, kept = {name: value.clone() for name, value in params.items()}, dict(state)
    for name in grads:
        g, w = grads[name], new[name]
        m, v = kept.get(name + ".m"), kept.get(name + ".v")
        m = g * (1 - b1) if m is None else torch.lerp(m, g, 1 - b1)
        v = g * g * (1 - b2) if v is None else v * b2 + g * g * (1 - b2)
        left1, left2 = kept.get(name + ".left", (1.0, 1.0))
        left1, left2 = left1 * b1, left2 * b2
        kept |= {name + ".m": m, name + ".v": v, name + ".left": (left1, left2)}
        w.mul_(1 - lr * weight_decay).addcdiv_(m / (1 - left1), (v / (1 - left2)).sqrt() + eps, value=-lr)
    return new, kept


def clip_grad_norm(grads, max_norm):
    if math.isnan(max_norm) or max_norm <= 0:
        raise ValueError("limit")
    flat = torch.cat([torch.zeros(1, dtype=torch.float64), *(g.double().flatten() for g in grads.values())])
    norm = torch.linalg.vector_norm(flat).item()
    if math.isnan(norm) or math.isinf(norm):
        raise ValueError("not finite")
    if max_norm >= norm + 1e-6:
        return {name: g.clone() for name, g in grads.items()}, norm
    return {name: (g.double() * (max_norm / (norm + 1e-6))).to(g.dtype) for name, g in grads.items()}, norm


def cosine_lr(step, max_lr, warmup, total, min_lr=0.0):
    if not step >= 0 or not 0 <= warmup < total or not 0 <= min_lr <= max_lr:
        raise ValueError("schedule")
    if step >= total:
        return min_lr
    if step < warmup:
        return (step + 1) * (max_lr / warmup)
    return min_lr + (max_lr - min_lr) * math.cos(math.pi / 2 * (step - warmup) / (total - warmup)) ** 2
