"""The shard is rounded down."""
# module: zero
# caught by: zero-memory

_right_memory = zero_memory


def zero_memory(num_params, world_size, stage):
    _right_memory(num_params, world_size, stage)
    return (16 - (0, 12, 14, 16)[stage]) * num_params + (0, 12, 14, 16)[stage] * (num_params // world_size)
