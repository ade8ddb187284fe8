"""Down the tree of modules; own walks for states."""
# module: inject

def inject_lora(model, pattern, make):
    places, free = [], list(model.parameters())

    def children(module):
        return [(name, child) for name, child in module._modules.items() if child is not None]

    def search(module, prefix):
        for name, child in children(module):
            full = f"{prefix}{name}"
            if type(child) is nn.Linear and re.fullmatch(pattern, full) is not None:
                places.append((full, module, name, child))
            search(child, full + ".")

    search(model, "")
    if len(places) == 0:
        raise ValueError(pattern)
    for p in free:
        p.requires_grad = False
    made = []
    for _, parent, name, child in places:
        known = [new for old, new in made if old is child]
        if not known:
            known = [make(child)]
            made.append((child, known[0]))
        parent._modules[name] = known[0]
    names = [full for full, *_ in places]
    names.sort()
    return names


def adapter_state_dict(model):
    state, seen = {}, set()
    for prefix, module in model.named_modules():
        for leaf in ("lora_a", "lora_b"):
            p = module._parameters.get(leaf)
            if p is not None and id(p) not in seen:
                seen.add(id(p))
                state[f"{prefix}.{leaf}" if prefix else leaf] = torch.empty_like(p, requires_grad=False).copy_(p.data)
    return state


def load_adapters(model, state):
    own = {n: p for n, p in model.named_parameters() if n.split(".")[-1] in {"lora_a", "lora_b"}}
    if set(own) - set(state) or set(state) - set(own) or any(own[n].shape != state[n].shape for n in own):
        raise ValueError("this state belongs to another model")
    for n, p in own.items():
        p.data[...] = state[n]


def lora_parameters(shapes, rank):
    total = 0
    if rank < 1:
        raise ValueError("rank")
    for out, width in shapes:
        if out < 1 or width < 1 or rank > out or rank > width:
            raise ValueError("shape")
        total += out * rank + rank * width
    return total
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
