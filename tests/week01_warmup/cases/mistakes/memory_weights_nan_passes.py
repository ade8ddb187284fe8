"""Looks for negative entries with `< 0`, which is False for NaN: NaN comes out."""
# module: memory
# caught by: weight-memory


def weight_memory(layer_params, bytes_per_param):
    params, widths = _numbers(layer_params), _numbers(bytes_per_param)
    if widths.ndim == 1 and widths.size != params.size:
        raise ValueError("lengths differ")
    if (params < 0).any() or (widths < 0).any():
        raise ValueError("negative")
    return float(np.sum(params * widths))
