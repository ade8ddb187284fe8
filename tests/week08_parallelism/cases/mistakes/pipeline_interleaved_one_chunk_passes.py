"""One chunk is taken for an interleaved schedule."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    if chunks == 1:
        return pipeline_schedule(devices, micro_batches, "1f1b")
    return _right_interleaved(devices, micro_batches, chunks)
