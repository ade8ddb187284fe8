"""Negative numbers count from the end, as in a list."""
# module: space
# caught by: encode-decode


_right_decode = decode


def decode(space, number):
    return _right_decode(space, number + _size(space) if -_size(space) <= number < 0 else number)
