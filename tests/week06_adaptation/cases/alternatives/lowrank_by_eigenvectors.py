"""Eigenvectors of w^T w in double precision."""
# module: lowrank

def _top(w, rank):
    _check(w, rank)
    values, vectors = torch.linalg.eigh(w.double().T @ w.double())
    keep = vectors[:, -rank:].flip(1)
    return keep, values.clamp(min=0).flip(0)


def best_rank_r(w, rank):
    keep, _ = _top(w, rank)
    return (w.double() @ keep @ keep.T).to(w.dtype)


def lost_share(w, rank):
    _check(w, rank)
    best = best_rank_r(w.double(), rank)
    total = float((w.double() ** 2).sum())
    if total == 0:
        raise ValueError("zeros")
    return float(((w.double() - best) ** 2).sum()) / total


def pissa_start(w, rank):
    keep, squares = _top(w, rank)
    root = squares[:rank].sqrt().sqrt()
    a = root[:, None] * keep.T
    b = w.double() @ keep / root.clamp(min=1e-30)
    return a.to(w.dtype), b.to(w.dtype), (w.double() - b @ a).to(w.dtype)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
