"""Per cent."""

# module: checkpointing
# caught by: mfu

_utilization = mfu


def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    return 100 * _utilization(tokens_per_second, params, layers, heads, head_dim, context, peak_flops)
