"""The first parameters are copied before the last is checked."""
# module: inject
# caught by: inject

@torch.no_grad()
def load_adapters(model, state):
    own = _adapters(model)
    if own.keys() != state.keys():
        raise ValueError("other names")
    for name, p in own.items():
        if p.shape != state[name].shape:
            raise ValueError("another shape")
        p.copy_(state[name])
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
