"""Takes every number for a float32: 4 bytes, whatever the dtype."""
# module: memory
# caught by: model-memory


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    return sum(4 * tensor.numel() for tensor in (*model.parameters(), *model.buffers()))
