"""Both sides get the singular values themselves."""
# module: lowrank
# caught by: best-rank

def pissa_start(w, rank):
    _check(w, rank)
    u, s, vh = torch.linalg.svd(w, full_matrices=False)
    a, b = s[:rank, None] * vh[:rank], u[:, :rank] * s[:rank]
    return a, b, w - b @ a
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
