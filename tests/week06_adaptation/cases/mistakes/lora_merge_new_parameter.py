"""The merged weight is a new parameter, and is trained."""
# module: lora
# caught by: lora-merge

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def merge(self):
        if not self.merged:
            self.base.weight = nn.Parameter(self.base.weight.detach() + (self.scale * self.lora_b @ self.lora_a).detach())
            self.merged = True
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
