"""The base itself is moved."""
# module: merging
# caught by: task-vectors

_right_apply = apply_task_vectors


def apply_task_vectors(base, vectors, scales):
    got = _right_apply(base, vectors, scales)
    for name, value in got.items():
        base[name].copy_(value)
    return base
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
