"""The multiplier is cut off instead of rounded."""
# module: integer
# caught by: requantize

def fixed_point(factor):
    if not 2.0**-31 <= factor < 1:
        raise ValueError("factor")
    shift = 31 - math.frexp(factor)[1]
    return int(factor * 2**shift), shift
