"""The blocks of a stage come out in reversed order."""
# module: space
# caught by: encode-decode


_right_decode = decode


def decode(space, number):
    return tuple(stage[::-1] for stage in _right_decode(space, number))
