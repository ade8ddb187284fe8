"""Looks only at the product's sign: two negative sizes cancel out."""
# module: flops
# caught by: linear-flops


def linear_flops(in_features, out_features, num_vectors=1, bias=True):
    flops = 2 * in_features * out_features * num_vectors
    if flops < 0:
        raise ValueError("negative")
    return flops + (out_features * num_vectors if bias else 0)
