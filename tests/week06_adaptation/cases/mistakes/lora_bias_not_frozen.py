"""The weight is frozen, and the bias is forgotten."""
# module: lora
# caught by: lora
# may also cost: lora-merge

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__(base, rank, alpha, dropout)
        if base.bias is not None:
            base.bias.requires_grad_(True)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
