"""Runs on before the start and after the end."""

# module: budgets
# caught by: cubic-schedule

_cubic = cubic_schedule


def cubic_schedule(step, start, end, final, initial=0.0):
    _cubic(step, start, end, final, initial)
    return final + (initial - final) * (1 - (step - start) / (end - start)) ** 3
