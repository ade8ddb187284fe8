"""zip() stops at the shorter list: a length mismatch gives a number."""
# module: memory
# caught by: weight-memory


def weight_memory(layer_params, bytes_per_param):
    if isinstance(bytes_per_param, (int, float)):
        bytes_per_param = [bytes_per_param] * len(layer_params)
    pairs = list(zip(layer_params, bytes_per_param))
    if any(not p >= 0 or not b >= 0 for p, b in pairs):
        raise ValueError("negative or NaN")
    return float(sum(p * b for p, b in pairs))
