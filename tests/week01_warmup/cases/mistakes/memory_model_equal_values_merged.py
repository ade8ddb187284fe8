"""Takes tensors of equal values for one tensor: tied means the same, not alike."""
# module: memory
# caught by: model-memory


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    kept = []
    for tensor in (*model.parameters(), *model.buffers()):
        if not any(t.shape == tensor.shape and t.dtype == tensor.dtype and t.equal(tensor) for t in kept):
            kept.append(tensor)
    return sum(t.numel() * t.element_size() for t in kept)
