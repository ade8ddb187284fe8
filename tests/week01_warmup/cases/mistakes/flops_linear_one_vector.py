"""The number of vectors is ignored."""
# module: flops
# caught by: linear-flops


def linear_flops(in_features, out_features, num_vectors=1, bias=True):
    _whole(num_vectors, "num_vectors")
    return _whole(out_features, "o") * (2 * _whole(in_features, "i") + bool(bias))
