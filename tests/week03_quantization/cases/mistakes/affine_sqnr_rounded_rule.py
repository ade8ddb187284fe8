"""The rule of thumb, 6.02 b + 1.76, to two digits."""
# module: affine
# caught by: sqnr

_right_ideal = ideal_sqnr_db


def ideal_sqnr_db(bits, signal):
    _right_ideal(bits, signal)
    return 6.02 * bits + (1.76 if signal == "sine" else 0.0)
