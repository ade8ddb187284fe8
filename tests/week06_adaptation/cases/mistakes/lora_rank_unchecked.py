"""Ranks above the smaller side pass."""
# module: lora
# caught by: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__(base, min(rank, base.in_features, base.out_features), alpha, dropout)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
