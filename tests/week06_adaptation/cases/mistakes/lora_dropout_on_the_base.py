"""Dropout acts on the input of the base too."""
# module: lora
# caught by: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def forward(self, x):
        return super().forward(self.dropout(x))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
