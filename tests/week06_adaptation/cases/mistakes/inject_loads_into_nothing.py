"""New parameters take the place of the old."""
# module: inject
# caught by: inject

_right_load = load_adapters


def load_adapters(model, state):
    _right_load(model, state)
    for name, value in state.items():
        parent, _, last = name.rpartition(".")
        setattr(model.get_submodule(parent), last, nn.Parameter(value.clone()))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
