"""A shared adapter is saved under both names."""
# module: inject
# caught by: inject

def adapter_state_dict(model):
    pairs = model.named_parameters(remove_duplicate=False)
    return {name: p.detach().clone() for name, p in pairs if name.rpartition(".")[2] in ("lora_a", "lora_b")}
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
