"""The weights are ignored."""
# module: merging
# caught by: task-vectors

_right_average = average


def average(states, weights):
    _right_average(states, weights)
    return _right_average(states, [1] * len(states))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
