"""Computes in float16, which ends at 65,504 and keeps three digits."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    _right_weight_memory(layer_params, bytes_per_param)
    with np.errstate(over="ignore"):
        return float(np.sum(np.float16(layer_params) * np.float16(bytes_per_param)))
