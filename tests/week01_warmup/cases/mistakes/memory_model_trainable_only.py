"""Leaves out frozen parameters, which are in memory all the same."""
# module: memory
# caught by: model-memory

_right_model_memory = model_memory


def model_memory(model):
    total = _right_model_memory(model)
    return total - sum(p.numel() * p.element_size() for p in model.parameters() if not p.requires_grad)
