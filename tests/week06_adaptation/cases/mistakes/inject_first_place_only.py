"""A repeated layer is replaced at its first place alone."""
# module: inject
# caught by: inject

def inject_lora(model, pattern, make):
    found = {n: m for n, m in model.named_modules() if n and type(m) is nn.Linear and re.fullmatch(pattern, n)}
    if not found:
        raise ValueError("nothing matches")
    model.requires_grad_(False)
    for name, layer in found.items():
        parent, _, last = name.rpartition(".")
        setattr(model.get_submodule(parent), last, make(layer))
    return sorted(found)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
