"""Remembers the tensors that it has counted between calls: a model asked twice is 0."""
# module: memory
# caught by: model-memory

SEEN = []


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    total = 0
    for tensor in (*model.parameters(), *model.buffers()):
        if not any(tensor is seen for seen in SEEN):
            SEEN.append(tensor)
            total += tensor.numel() * tensor.element_size()
    return total
