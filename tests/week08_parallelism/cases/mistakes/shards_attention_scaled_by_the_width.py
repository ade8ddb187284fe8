"""Scores are divided by the root of the width instead of a head's size."""
# module: shards
# caught by: parallel-attention

def parallel_attention(x, qkv, out, heads, comm):
    batch, tokens, _ = x.shape
    mixed = torch.nn.functional.linear(copy_to_ranks(x, comm), qkv).reshape(batch, tokens, 3, heads, -1)
    q, k, v = mixed.permute(2, 0, 3, 1, 4)
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True, scale=x.shape[-1] ** -0.5)
    merged = seen.transpose(1, 2).reshape(batch, tokens, -1)
    return reduce_from_ranks(torch.nn.functional.linear(merged, out), comm)
