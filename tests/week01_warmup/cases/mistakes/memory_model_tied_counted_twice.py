"""Adds up module by module: a tensor that two modules share counts twice."""
# module: memory
# caught by: model-memory


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("not a module")
    total = 0
    for module in model.modules():
        for tensor in (*module.parameters(recurse=False), *module.buffers(recurse=False)):
            total += tensor.numel() * tensor.element_size()
    return total
