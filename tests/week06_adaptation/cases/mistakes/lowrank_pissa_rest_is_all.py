"""The frozen part is the whole weight."""
# module: lowrank
# caught by: best-rank

_right_pissa = pissa_start


def pissa_start(w, rank):
    a, b, _ = _right_pissa(w, rank)
    return a, b, w.clone()
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
