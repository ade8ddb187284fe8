"""One forward pass too many goes ahead."""
# module: pipeline
# caught by: schedule
# may also cost: interleaved

_right_one_by_one = _one_by_one


def _one_by_one(forwards, backwards, ahead):
    return _right_one_by_one(forwards, backwards, ahead + 1)
