"""Backward passes take the device's first stage first."""
# module: pipeline
# caught by: interleaved

_right_interleaved = interleaved_schedule


def interleaved_schedule(devices, micro_batches, chunks):
    right = _right_interleaved(devices, micro_batches, chunks)
    last = devices * chunks - 1
    return [[(k, n, s if k == "F" else last - s - (devices - 1 - 2 * (s % devices))) for k, n, s in order] for order in right]
