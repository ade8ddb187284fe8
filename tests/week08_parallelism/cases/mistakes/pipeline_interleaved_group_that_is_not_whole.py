"""A last group that is not whole is left out."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    return _right_interleaved(devices, micro_batches - micro_batches % max(1, devices), chunks)
