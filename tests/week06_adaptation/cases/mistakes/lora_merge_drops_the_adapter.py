"""A and B are set to 0 when they are merged."""
# module: lora
# caught by: lora-merge
# may also cost: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    @torch.no_grad()
    def merge(self):
        super().merge()
        self.lora_b.zero_()
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
