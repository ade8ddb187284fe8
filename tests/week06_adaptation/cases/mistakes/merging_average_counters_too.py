"""Counters are averaged as well."""
# module: merging
# caught by: task-vectors

_right_average = average


def average(states, weights):
    got = _right_average(states, weights)
    return {n: v if v.is_floating_point() else sum(w * s[n] for w, s in zip(weights, states)) / sum(weights) for n, v in got.items()}
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
