"""Uniform A at the narrow end, own errors, a subclass of nn.Linear as the base of nothing; more attributes."""
# module: lora

class Refused(ValueError):
    """No such adapter."""


class LoRALinear(LoRALinear):
    def __init__(self, base, rank, alpha, dropout=0.0):
        try:
            super().__init__(base, rank, alpha, dropout)
        except ValueError as error:
            raise Refused(str(error)) from None
        nn.init.uniform_(self.lora_a, -0.4 / base.in_features**0.5, 0.4 / base.in_features**0.5)
        self.rank, self.alpha = rank, alpha
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
