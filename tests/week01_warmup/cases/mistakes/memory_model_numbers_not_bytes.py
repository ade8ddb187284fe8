"""Counts numbers where bytes are asked for."""
# module: memory
# caught by: model-memory


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    return sum(tensor.numel() for tensor in (*model.parameters(), *model.buffers()))
