"""A device holds neighbouring stages: nothing is interleaved."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    right = _right_interleaved(devices, micro_batches, chunks)
    return [[(kind, number, device * chunks + stage // devices) for kind, number, stage in order] for device, order in enumerate(right)]
