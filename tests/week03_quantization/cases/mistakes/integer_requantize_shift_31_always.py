"""One shift for all factors: small ones lose their digits."""
# module: integer
# caught by: requantize
# may also cost: integer-linear

def fixed_point(factor):
    if not 2.0**-31 <= factor < 1:
        raise ValueError("factor")
    return round(factor * 2**31), 31
