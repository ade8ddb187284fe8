"""Bytes are cut to whole ones: int4, at 0.5 bytes, weighs nothing."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    total = _right_weight_memory(layer_params, bytes_per_param)  # refuses what is bad
    widths = _numbers(bytes_per_param)
    return total - float(np.sum(_numbers(layer_params) * (widths % 1)))
