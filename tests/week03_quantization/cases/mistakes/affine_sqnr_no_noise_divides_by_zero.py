"""Equal tensors end in a ZeroDivisionError."""
# module: affine
# caught by: sqnr

def sqnr_db(x, x_hat):
    _check_values(x)
    _check_values(x_hat)
    if x.shape != x_hat.shape or not x.any():
        raise ValueError("no ratio")
    return 10 * math.log10(float(x.double().square().sum()) / float((x.double() - x_hat).square().sum()))
