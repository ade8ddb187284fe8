"""Any other name means uniform."""
# module: affine
# caught by: sqnr

_right_ideal = ideal_sqnr_db


def ideal_sqnr_db(bits, signal):
    return _right_ideal(bits, "sine" if signal == "sine" else "uniform")
