"""A token too few."""
# module: traffic
# caught by: network-bound

_right_tokens = least_tokens


def least_tokens(strategy, world_size, bandwidth, flops, itemsize=2):
    return max(1, _right_tokens(strategy, world_size, bandwidth, flops, itemsize) - 1)
