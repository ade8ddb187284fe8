"""Counts the parameters only: batch norm's statistics are missing."""
# module: memory
# caught by: model-memory


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    return sum(p.numel() * p.element_size() for p in model.parameters())
