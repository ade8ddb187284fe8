"""Names that are missing or too many are passed over."""
# module: inject
# caught by: inject

@torch.no_grad()
def load_adapters(model, state):
    for name, p in _adapters(model).items():
        if name in state:
            if p.shape != state[name].shape:
                raise ValueError("another shape")
            p.copy_(state[name])
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
