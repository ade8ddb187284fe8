"""A stage beyond 3 counts as 3."""
# module: zero
# caught by: zero-memory

_right_memory = zero_memory


def zero_memory(num_params, world_size, stage):
    return _right_memory(num_params, world_size, min(stage, 3))
