"""A factor just below 1 rounds to 2^31."""
# module: integer
# caught by: requantize

def fixed_point(factor):
    if not 2.0**-31 <= factor < 1:
        raise ValueError("factor")
    shift = 31 - math.frexp(factor)[1]
    return round(Fraction(factor) * 2**shift), shift
