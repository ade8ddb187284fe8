"""Where nothing matches, nothing happens."""
# module: inject
# caught by: inject

_right_inject = inject_lora


def inject_lora(model, pattern, make):
    try:
        return _right_inject(model, pattern, make)
    except ValueError:
        return []
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
