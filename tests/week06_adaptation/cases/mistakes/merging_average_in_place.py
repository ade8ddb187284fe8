"""The first state is used up for the sum."""
# module: merging
# caught by: task-vectors

_right_average = average


def average(states, weights):
    got = _right_average(states, weights)
    for name, value in got.items():
        states[0][name].copy_(value)
    return got
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
