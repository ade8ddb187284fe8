"""Walks over state_dict(), which leaves out buffers that are not persistent."""
# module: memory
# caught by: model-memory


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    tensors = {t.data_ptr(): t for t in model.state_dict().values() if t.numel()}
    return sum(t.numel() * t.element_size() for t in tensors.values())
