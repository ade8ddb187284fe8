"""The scores of one head instead of all."""
# module: flops
# caught by: attention-flops


def attention_flops(d_model, seq_len, *, num_heads, num_kv_heads=None, batch_size=1):
    d, s, batch = _whole(d_model, "d_model"), _whole(seq_len, "seq_len"), _whole(batch_size, "batch_size")
    heads = _whole(num_heads, "num_heads", 1)
    kv_heads = heads if num_kv_heads is None else _whole(num_kv_heads, "num_kv_heads", 1)
    if d % heads or heads % kv_heads:
        raise ValueError("heads do not fit")
    kv_width = d // heads * kv_heads
    projections = 2 * s * d * (d + kv_width + kv_width + d)
    mixing = 4 * s * s * (d // heads)
    return batch * (projections + mixing)
