"""The cache of one sequence, whatever the batch."""
# module: memory
# caught by: kv-cache

_right_kv_cache_bytes = kv_cache_bytes


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    _check_counts(batch_size=batch_size)
    return _right_kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, bytes_per_value=bytes_per_value)
