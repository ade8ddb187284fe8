"""Even devices take the micro-batches from the other end."""
# module: pipeline
# caught by: schedule

_right_schedule = pipeline_schedule


def pipeline_schedule(stages, micro_batches, kind):
    right = _right_schedule(stages, micro_batches, kind)
    if kind == "1f1b":
        return right
    return [sorted(order, key=lambda o: (o[0] == "B", o[1] if o[2] % 2 else -o[1])) for order in right]
