"""Only the names of the first state count."""
# module: merging
# caught by: task-vectors

_right_average = average


def average(states, weights):
    return _right_average([{n: s[n] for n in states[0] if n in s} for s in states], weights)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
