"""A row stands for every row."""
# module: affine
# caught by: sqnr

def sqnr_db(x, x_hat):
    _check_values(x)
    _check_values(x_hat)
    if not x.any():
        raise ValueError("no signal")
    signal, noise = float(x.double().square().sum()), float((x.double() - x_hat).square().sum())
    return 10 * math.log10(signal / noise) if noise else math.inf
