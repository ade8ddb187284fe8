"""A kind that does not exist counts as 1f1b."""
# module: pipeline
# caught by: schedule

_right_schedule = pipeline_schedule


def pipeline_schedule(stages, micro_batches, kind):
    return _right_schedule(stages, micro_batches, "gpipe" if kind == "gpipe" else "1f1b")
