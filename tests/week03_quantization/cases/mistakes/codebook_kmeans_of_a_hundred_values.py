"""A sample of a hundred values stands for all."""
# module: codebook
# caught by: kmeans

_right_lloyd = _lloyd


def _lloyd(values, levels):
    return _right_lloyd(values[torch.randint(values.numel(), (100,), generator=torch.Generator().manual_seed(1))].sort().values, levels)
