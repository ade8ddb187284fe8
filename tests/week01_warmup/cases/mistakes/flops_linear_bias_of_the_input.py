"""The bias is taken to be as long as the input, not as the output."""
# module: flops
# caught by: linear-flops


def linear_flops(in_features, out_features, num_vectors=1, bias=True):
    rows, n_in, n_out = _whole(num_vectors, "v"), _whole(in_features, "i"), _whole(out_features, "o")
    return rows * (2 * n_in * n_out + (n_in if bias else 0))
