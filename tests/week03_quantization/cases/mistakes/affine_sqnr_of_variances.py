"""The means are taken out first."""
# module: affine
# caught by: sqnr

def sqnr_db(x, x_hat):
    _check_values(x)
    _check_values(x_hat)
    if x.shape != x_hat.shape or not x.any():
        raise ValueError("no ratio")
    signal, noise = float(x.double().var()), float((x - x_hat).double().var())
    return 10 * math.log10(signal / noise) if noise else math.inf
