"""Every device does every stage: data parallelism by another name."""
# module: pipeline
# caught by: schedule

_right_schedule = pipeline_schedule


def pipeline_schedule(stages, micro_batches, kind):
    right = _right_schedule(stages, micro_batches, kind)
    return [[operation for order in right for operation in order] for _ in right]
