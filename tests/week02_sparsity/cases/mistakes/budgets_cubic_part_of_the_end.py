"""The part of the way is step / end: right for start 0."""

# module: budgets
# caught by: cubic-schedule

_cubic = cubic_schedule


def cubic_schedule(step, start, end, final, initial=0.0):
    if step <= start or step >= end:
        return _cubic(step, start, end, final, initial)
    _cubic(step, start, end, final, initial)
    return final + (initial - final) * (1 - step / end) ** 3
