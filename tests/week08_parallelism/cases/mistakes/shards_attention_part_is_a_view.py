"""out's part shares memory with the whole."""
# module: shards
# caught by: parallel-attention

_right_attention_shard = attention_shard


def attention_shard(qkv, out, heads, rank, size):
    rows, _ = _right_attention_shard(qkv, out, heads, rank, size)
    return rows, out.chunk(size, dim=1)[rank]
