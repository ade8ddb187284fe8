"""A merged layer adds its change once more."""
# module: lora
# caught by: lora-merge
# may also cost: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def forward(self, x):
        return self.base(x) + self.scale * (self.dropout(x) @ self.lora_a.T) @ self.lora_b.T
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
