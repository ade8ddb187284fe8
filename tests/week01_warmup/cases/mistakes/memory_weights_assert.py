"""Checks with assert: an AssertionError where a ValueError is asked for."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory


def weight_memory(layer_params, bytes_per_param):
    try:
        return _right_weight_memory(layer_params, bytes_per_param)
    except ValueError as error:
        raise AssertionError("bad layers") from error
