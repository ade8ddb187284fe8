"""A straight line."""

# module: budgets
# caught by: cubic-schedule

_cubic = cubic_schedule


def cubic_schedule(step, start, end, final, initial=0.0):
    _cubic(step, start, end, final, initial)
    return initial + (final - initial) * min(max((step - start) / (end - start), 0), 1)
