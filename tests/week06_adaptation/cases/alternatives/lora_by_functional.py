"""The adapter by functional linear layers; a merge that keeps what it added."""
# module: lora

class LoRALinear(nn.Module):
    def __init__(self, base, rank, alpha, dropout=0.0):
        super().__init__()
        sides = base.weight.shape
        if rank < 1 or rank > min(sides) or alpha <= 0 or not math.isfinite(alpha) or not 0 <= dropout < 1:
            raise ValueError("no such adapter")
        for p in base.parameters():
            p.requires_grad = False
        self.base, self.p, self.scale, self.merged = base, dropout, alpha / rank, False
        self.lora_a = nn.Parameter(base.weight.new_empty(rank, sides[1]))
        self.lora_b = nn.Parameter(base.weight.new_zeros(sides[0], rank))
        nn.init.kaiming_uniform_(self.lora_a, a=math.sqrt(5))

    def forward(self, x):
        y = nn.functional.linear(x, self.base.weight, self.base.bias)
        if self.merged:
            return y
        inner = nn.functional.linear(nn.functional.dropout(x, self.p, self.training), self.lora_a)
        return y + nn.functional.linear(inner * self.scale, self.lora_b)

    def merge(self):
        if self.merged:
            return
        self.added = (self.lora_b * self.scale).detach() @ self.lora_a.detach()
        self.base.weight.data.add_(self.added)
        self.merged = True

    def unmerge(self):
        if not self.merged:
            return
        self.base.weight.data.sub_(self.added)
        self.merged = False
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
