"""Returns a float with the right value."""
# module: flops
# caught by: linear-flops


def linear_flops(in_features, out_features, num_vectors=1, bias=True):
    rows, n_in, n_out = _whole(num_vectors, "v"), _whole(in_features, "i"), _whole(out_features, "o")
    return float(rows * n_out * (2 * n_in + bool(bias)))
