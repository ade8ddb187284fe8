"""numpy broadcasts a list of one width over all layers: that mismatch is not refused."""
# module: memory
# caught by: weight-memory


def weight_memory(layer_params, bytes_per_param):
    params, widths = _numbers(layer_params), _numbers(bytes_per_param)
    if widths.ndim == 0 and not widths >= 0 or not (params >= 0).all() or not (widths >= 0).all():
        raise ValueError("negative or NaN")
    return float((params * widths).sum())  # other mismatches: numpy's own ValueError
