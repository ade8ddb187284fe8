"""All forward operations first, as in GPipe."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    right = _right_interleaved(devices, micro_batches, chunks)
    return [[o for o in order if o[0] == "F"] + [o for o in order if o[0] == "B"] for order in right]
