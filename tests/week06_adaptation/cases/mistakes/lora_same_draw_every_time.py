"""A is drawn from a seed of its own."""
# module: lora
# caught by: lora

_RightLoRA = LoRALinear


class LoRALinear(_RightLoRA):
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__(base, rank, alpha, dropout)
        generator = torch.Generator().manual_seed(0)
        self.lora_a.data = torch.randn(self.lora_a.shape, generator=generator, dtype=self.lora_a.dtype) / math.sqrt(base.in_features)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
