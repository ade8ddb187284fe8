"""Running sums; slerp by an orthogonal direction; lstsq by gelsd."""
# module: merging

def average(states, weights):
    if len(states) == 0 or len(states) != len(weights):
        raise ValueError("one weight for each state")
    _check_alike(states)
    total = math.fsum(weights)
    if not math.isfinite(total) or total <= 0 or any(w < 0 for w in weights):
        raise ValueError("weights")
    result = {name: value.clone() for name, value in states[0].items()}
    for name, value in result.items():
        if value.is_floating_point():
            value.zero_()
            for state, weight in zip(states, weights):
                value.add_(state[name], alpha=weight / total)
    return result


def slerp(a, b, t):
    if a.shape != b.shape or not 0 <= t <= 1:
        raise ValueError("shapes or t")
    p, q = a.double().flatten(), b.double().flatten()
    m, n = p.norm().item(), q.norm().item()
    if not (0 < m < math.inf and 0 < n < math.inf):
        raise ValueError("lengths")
    p, q = p / m, q / n
    if (p + q).norm() < 1e-5:
        raise ValueError("opposite")
    side = q - (p @ q) * p
    angle = math.atan2(side.norm().item(), (p @ q).item())
    if angle < 1e-4:
        way = (1 - t) * p + t * q
    else:
        way = math.cos(t * angle) * p + math.sin(t * angle) * side / side.norm()
    return ((m + t * (n - m)) * way / way.norm()).reshape(a.shape).to(a.dtype)


def stitch(x, y):
    if x.dim() != 2 or y.dim() != 2 or x.shape[0] != y.shape[0] or x.shape[0] == 0:
        raise ValueError("rows")
    if not torch.isfinite(x).all() or not torch.isfinite(y).all():
        raise ValueError("finite")
    p, q = x.double(), y.double()
    found = torch.linalg.lstsq(p - p.mean(0, keepdim=True), q - q.mean(0, keepdim=True), rcond=1e-8, driver="gelsd")
    weight = found.solution.T.contiguous()
    return weight.to(x.dtype), (q - p @ weight.T).mean(0).to(x.dtype)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
