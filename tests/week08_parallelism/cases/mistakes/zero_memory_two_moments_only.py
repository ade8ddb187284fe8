"""The fp32 copy of the weights is forgotten: 8 bytes of state."""
# module: zero
# caught by: zero-memory

_right_memory = zero_memory


def zero_memory(num_params, world_size, stage):
    _right_memory(num_params, world_size, stage)
    return (12 - (0, 8, 10, 12)[stage]) * num_params + (0, 8, 10, 12)[stage] * num_params / world_size
