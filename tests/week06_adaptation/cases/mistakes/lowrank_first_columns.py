"""The first columns are kept."""
# module: lowrank
# caught by: best-rank

_right_best = best_rank_r


def best_rank_r(w, rank):
    _check(w, rank)
    q, r = torch.linalg.qr(w)
    return q[:, :rank] @ r[:rank]
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
