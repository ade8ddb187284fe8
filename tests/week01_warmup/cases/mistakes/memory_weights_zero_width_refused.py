"""A width of 0 bytes is refused, although only negative ones are bad."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    if np.any(np.asarray(bytes_per_param) == 0):
        raise ValueError("0 bytes")
    return _right_weight_memory(layer_params, bytes_per_param)
