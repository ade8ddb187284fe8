"""Calls zero_grad() on the way: right, but the model's gradients are gone."""
# module: memory
# caught by: model-memory

_right_model_memory = model_memory


def model_memory(model):
    total = _right_model_memory(model)
    model.zero_grad()
    return total
