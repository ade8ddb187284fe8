"""All micro-batches pass the first stage before one passes the second."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    right = _right_interleaved(devices, micro_batches, chunks)
    made = []
    for device, order in enumerate(right):
        forwards = sorted((o for o in order if o[0] == "F"), key=lambda o: (o[2], o[1]))
        backwards = sorted((o for o in order if o[0] == "B"), key=lambda o: (-o[2], o[1]))
        made.append(_one_by_one(forwards, backwards, len(forwards)))
    return made
