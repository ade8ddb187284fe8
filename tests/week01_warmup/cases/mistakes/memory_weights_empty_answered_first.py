"""Answers 0.0 for no layers before it looks at the width: -4 bytes are not refused."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    if len(layer_params) == 0 and isinstance(bytes_per_param, (int, float)):
        return 0.0
    return _right_weight_memory(layer_params, bytes_per_param)
