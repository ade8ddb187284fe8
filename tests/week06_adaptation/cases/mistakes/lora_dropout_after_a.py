"""Dropout acts on what A made, in eval mode too."""
# module: lora
# caught by: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def forward(self, x):
        if self.merged:
            return self.base(x)
        p = self.dropout.p
        return self.base(x) + self.scale * nn.functional.dropout(x, p, True) @ self.lora_a.T @ self.lora_b.T
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
