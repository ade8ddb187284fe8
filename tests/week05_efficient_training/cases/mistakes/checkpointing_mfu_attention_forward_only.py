"""Counts the scores and values of attention in the forward pass only."""

# module: checkpointing
# caught by: mfu

_utilization = mfu


def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    _utilization(tokens_per_second, params, layers, heads, head_dim, context, peak_flops)
    return tokens_per_second * (6 * params + 4 * layers * heads * head_dim * context) / peak_flops
