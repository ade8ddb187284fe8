"""Starts from 0, whatever initial says."""

# module: budgets
# caught by: cubic-schedule

_cubic = cubic_schedule


def cubic_schedule(step, start, end, final, initial=0.0):
    _cubic(step, start, end, final, initial)
    return _cubic(step, start, end, final)
