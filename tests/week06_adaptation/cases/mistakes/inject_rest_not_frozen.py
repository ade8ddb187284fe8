"""Only the replaced layers are frozen."""
# module: inject
# caught by: inject

_right_inject = inject_lora


def inject_lora(model, pattern, make):
    free = [p for p in model.parameters()]
    used = []
    names = _right_inject(model, pattern, lambda layer: (used.extend(map(id, layer.parameters())), make(layer))[1])
    for p in free:
        p.requires_grad_(id(p) not in used)
    return names
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
