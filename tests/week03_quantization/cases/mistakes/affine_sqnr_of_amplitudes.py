"""Twenty times the logarithm of a ratio of energies."""
# module: affine
# caught by: sqnr

_right_sqnr = sqnr_db


def sqnr_db(x, x_hat):
    return 2 * _right_sqnr(x, x_hat)
