"""What is left at the end is cut off by one."""
# module: pipeline
# caught by: schedule

_right_schedule = pipeline_schedule


def pipeline_schedule(stages, micro_batches, kind):
    right = _right_schedule(stages, micro_batches, kind)
    return [order[:-1] for order in right]
