"""The heads are gathered on every rank, which projects them all."""
# module: shards
# caught by: parallel-attention

def parallel_attention(x, qkv, out, heads, comm):
    batch, tokens, _ = x.shape
    mixed = torch.nn.functional.linear(copy_to_ranks(x, comm), qkv).reshape(batch, tokens, 3, heads, -1)
    q, k, v = mixed.permute(2, 0, 3, 1, 4)
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True, scale=None)
    merged = seen.transpose(1, 2).reshape(batch, tokens, -1)
    return torch.nn.functional.linear(comm.all_gather(merged).reshape(comm.size, -1)[comm.rank].reshape(merged.shape), out)
