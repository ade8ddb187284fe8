"""Unmerging takes off what was never added."""
# module: lora
# caught by: lora-merge

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    @torch.no_grad()
    def unmerge(self):
        self.base.weight -= self.scale * self.lora_b @ self.lora_a
        self.merged = False
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
