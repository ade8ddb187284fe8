"""Numbers from outside wrap around."""
# module: space
# caught by: encode-decode


_right_decode = decode


def decode(space, number):
    return _right_decode(space, number % _size(space))
