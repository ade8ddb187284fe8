"""Checks its arguments only while it runs."""

# module: budgets
# caught by: cubic-schedule

_cubic = cubic_schedule


def cubic_schedule(step, start, end, final, initial=0.0):
    if step <= start < end:
        return initial
    if step >= end > start:
        return final
    return _cubic(step, start, end, final, initial)
