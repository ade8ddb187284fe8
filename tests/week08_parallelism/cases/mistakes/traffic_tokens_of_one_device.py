"""The tokens of one device instead of the whole batch."""
# module: traffic
# caught by: network-bound

_right_tokens = least_tokens


def least_tokens(strategy, world_size, bandwidth, flops, itemsize=2):
    return max(1, math.ceil(_right_tokens(strategy, world_size, bandwidth, flops, itemsize) / world_size))
