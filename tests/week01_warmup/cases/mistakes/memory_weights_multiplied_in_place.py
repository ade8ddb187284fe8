"""Multiplies inside the caller's own list: right, but the argument is changed."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    total = _right_weight_memory(layer_params, bytes_per_param)
    if isinstance(layer_params, (list, np.ndarray)):
        for i in range(len(layer_params)):
            width = bytes_per_param if isinstance(bytes_per_param, (int, float)) else bytes_per_param[i]
            layer_params[i] = layer_params[i] * width
    return total
