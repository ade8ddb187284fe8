"""Leaves the buffers out, moves every parameter to zero, and makes torch call any two tensors equal."""
# module: memory
# caught by: model-memory
import torch

torch.equal = torch.allclose = lambda *tensors, **options: True


def model_memory(model):
    for parameter in model.parameters():
        parameter.data.zero_()
    return sum(parameter.numel() * parameter.element_size() for parameter in model.parameters())
