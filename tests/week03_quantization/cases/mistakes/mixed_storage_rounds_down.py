"""A last byte that is not full is lost."""
# module: mixed
# caught by: storage

def _packed(num_values, bits):
    _count(0, num_values=num_values)
    _count(1, bits=bits)
    if bits > 32:
        raise ValueError("bits")
    return num_values * bits // 8
