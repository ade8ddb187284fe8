"""All of the singular values are on one side."""
# module: lowrank
# caught by: best-rank

_right_pissa = pissa_start


def pissa_start(w, rank):
    _, _, rest = _right_pissa(w, rank)
    u, s, vh = torch.linalg.svd(w, full_matrices=False)
    return vh[:rank], u[:, :rank] * s[:rank], rest
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
