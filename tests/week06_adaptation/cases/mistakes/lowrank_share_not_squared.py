"""The share of the singular values, not of their squares."""
# module: lowrank
# caught by: best-rank

_right_lost = lost_share


def lost_share(w, rank):
    _right_lost(w, rank)
    s = torch.linalg.svdvals(w)
    return float(s[rank:].sum() / s.sum())
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
