"""Refuses what is below 0, and NaN is not."""

# module: checkpointing
# caught by: mfu

def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    numbers = (tokens_per_second, params, layers, heads, head_dim, context)
    if any(number < 0 for number in numbers) or peak_flops <= 0:
        raise ValueError("negative")

    return tokens_per_second * (6 * params + 12 * layers * heads * head_dim * context) / peak_flops
