"""A is drawn with standard deviation 1 / rank."""
# module: lora
# caught by: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__(base, rank, alpha, dropout)
        self.lora_a.data.normal_(std=1 / rank)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
