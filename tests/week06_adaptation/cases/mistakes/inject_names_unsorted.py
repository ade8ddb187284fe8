"""The names come in the order of the model."""
# module: inject
# caught by: inject

_right_inject = inject_lora


def inject_lora(model, pattern, make):
    order = [name for name, _ in model.named_modules(remove_duplicate=False)]
    return sorted(_right_inject(model, pattern, make), key=order.index)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
