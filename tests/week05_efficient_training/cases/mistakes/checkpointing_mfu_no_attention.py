"""Forgets attention."""

# module: checkpointing
# caught by: mfu

_utilization = mfu


def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    _utilization(tokens_per_second, params, layers, heads, head_dim, context, peak_flops)
    return tokens_per_second * 6 * params / peak_flops
