"""A micro-batch goes forward and back before the next one starts."""
# module: pipeline
# caught by: schedule

_right_schedule = pipeline_schedule


def pipeline_schedule(stages, micro_batches, kind):
    right = _right_schedule(stages, micro_batches, kind)
    return [[(kind, number, stage) for number in range(micro_batches) for kind in "FB"] for stage in range(stages)]
