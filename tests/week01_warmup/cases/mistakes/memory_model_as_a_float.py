"""Adds up in a float: the bytes are right, the type is not."""
# module: memory
# caught by: model-memory

_right_model_memory = model_memory


def model_memory(model):
    return float(_right_model_memory(model))
