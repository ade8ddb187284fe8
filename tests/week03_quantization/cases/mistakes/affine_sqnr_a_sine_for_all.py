"""1.76 dB more for every signal."""
# module: affine
# caught by: sqnr

_right_ideal = ideal_sqnr_db


def ideal_sqnr_db(bits, signal):
    _right_ideal(bits, signal)
    return _right_ideal(bits, "sine")
