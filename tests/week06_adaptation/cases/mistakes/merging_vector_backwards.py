"""base - tuned."""
# module: merging
# caught by: task-vectors

_right_vector = task_vector


def task_vector(base, tuned):
    return _right_vector(tuned, base)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
