"""Whatever has lora in its name is saved."""
# module: inject
# caught by: inject

def adapter_state_dict(model):
    return {name: p.detach().clone() for name, p in model.named_parameters() if "lora" in name}
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
