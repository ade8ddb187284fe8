"""Only p - 1 - d forward operations go ahead."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    right = _right_interleaved(devices, micro_batches, chunks)
    made = []
    for device, order in enumerate(right):
        forwards, backwards = [o for o in order if o[0] == "F"], [o for o in order if o[0] == "B"]
        made.append(_one_by_one(forwards, backwards, devices - 1 - device))
    return made
