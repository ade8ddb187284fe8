"""The backward pass of a micro-batch stands before its forward pass: dependencies are ignored."""
# module: pipeline
# caught by: schedule

_right_schedule = pipeline_schedule


def pipeline_schedule(stages, micro_batches, kind):
    right = _right_schedule(stages, micro_batches, kind)
    return [[("B" if kind == "F" else "F", number, stage) for kind, number, stage in order] for order in right]
