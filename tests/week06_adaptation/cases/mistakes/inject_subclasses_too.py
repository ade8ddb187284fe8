"""Layers of other types are replaced as well."""
# module: inject
# caught by: inject

def inject_lora(model, pattern, make):
    found = {n: m for n, m in model.named_modules(remove_duplicate=False) if n and isinstance(m, nn.Linear) and re.fullmatch(pattern, n)}
    if not found:
        raise ValueError("nothing matches")
    model.requires_grad_(False)
    made = {layer: make(layer) for layer in dict.fromkeys(found.values())}
    for name, layer in found.items():
        parent, _, last = name.rpartition(".")
        setattr(model.get_submodule(parent), last, made[layer])
    return sorted(found)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
