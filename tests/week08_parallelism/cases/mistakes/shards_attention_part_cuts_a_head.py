"""The width is shared out, whether heads stay whole or not."""
# module: shards
# caught by: parallel-attention

def attention_shard(qkv, out, heads, rank, size):
    part, width = _part(out.shape[1], size, rank, "columns"), out.shape[1]
    return qkv.reshape(3, width, width)[:, part].reshape(-1, width).clone(), out[:, part].clone()
