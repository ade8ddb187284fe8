"""Multiplies all parameters by the mean width: right only when the layers are equal."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    total = _right_weight_memory(layer_params, bytes_per_param)  # refuses what is bad
    return float(np.sum(layer_params) * np.mean(bytes_per_param)) if len(layer_params) else total
