"""The vectors are averaged, not added up."""
# module: merging
# caught by: task-vectors

_right_apply = apply_task_vectors


def apply_task_vectors(base, vectors, scales):
    return _right_apply(base, vectors, [s / max(len(scales), 1) for s in scales])
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
