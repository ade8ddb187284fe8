"""The weights are not divided by their sum."""
# module: merging
# caught by: task-vectors

_right_average = average


def average(states, weights):
    got = _right_average(states, weights)
    return {n: v * sum(weights) if v.is_floating_point() else v for n, v in got.items()}
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
