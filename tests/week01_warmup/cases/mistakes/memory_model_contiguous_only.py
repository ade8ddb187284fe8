"""Looks at each tensor as one row of numbers, which a transposed tensor does not have."""
# module: memory
# caught by: model-memory


def model_memory(model):
    tensors = {id(tensor): tensor for tensor in (*model.parameters(), *model.buffers())}
    return sum(len(tensor.detach().view(-1)) * tensor.element_size() for tensor in tensors.values())
