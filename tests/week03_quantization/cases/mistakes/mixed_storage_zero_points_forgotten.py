"""Scales alone, whether there are zero points or not."""
# module: mixed
# caught by: storage

_right_affine = affine_bytes


def affine_bytes(num_values, bits, num_scales=1, *, zero_points=True):
    return _right_affine(num_values, bits, num_scales, zero_points=False)
