"""qkv is cut into runs of rows: rank 0 gets queries alone."""
# module: shards
# caught by: parallel-attention

_right_attention_shard = attention_shard


def attention_shard(qkv, out, heads, rank, size):
    _, columns = _right_attention_shard(qkv, out, heads, rank, size)
    return qkv.chunk(size)[rank].clone(), columns
