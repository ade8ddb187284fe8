"""No scale at all is taken."""
# module: mixed
# caught by: storage

def affine_bytes(num_values, bits, num_scales=1, *, zero_points=True):
    _count(0, num_scales=num_scales)
    return _packed(num_values, bits) + num_scales * (8 if zero_points else 4)
