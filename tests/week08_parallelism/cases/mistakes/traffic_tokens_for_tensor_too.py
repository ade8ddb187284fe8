"""Tensor parallelism gets a number too, though tokens do not help."""
# module: traffic
# caught by: network-bound

_right_tokens = least_tokens


def least_tokens(strategy, world_size, bandwidth, flops, itemsize=2):
    if strategy in ("tensor", "pipeline"):
        return 1
    return _right_tokens(strategy, world_size, bandwidth, flops, itemsize)
