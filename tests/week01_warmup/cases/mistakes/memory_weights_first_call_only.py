"""The first answer is kept for every model with as many layers."""
# module: memory
# caught by: weight-memory

_right_weight_memory = weight_memory
_answers = {}


def weight_memory(layer_params, bytes_per_param):
    return _answers.setdefault(len(layer_params), _right_weight_memory(layer_params, bytes_per_param))
