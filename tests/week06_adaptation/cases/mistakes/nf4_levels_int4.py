"""Sixteen levels evenly spaced, with a 0."""
# module: nf4
# caught by: nf4
# may also cost: qlora

def nf4_levels():
    return torch.cat([torch.linspace(-1, 0, 8), torch.linspace(0, 1, 9)[1:]])
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
