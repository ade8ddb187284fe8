"""A schedule without length is a ZeroDivisionError within it and passes outside."""

# module: budgets
# caught by: cubic-schedule


def cubic_schedule(step, start, end, final, initial=0.0):
    if not (0 <= final <= 1 and 0 <= initial <= 1) or math.isnan(step + start + end):
        raise ValueError("sparsity")
    if step < start:
        return initial
    if step > end:
        return final
    return final + (initial - final) * (1 - (step - start) / (end - start)) ** 3
