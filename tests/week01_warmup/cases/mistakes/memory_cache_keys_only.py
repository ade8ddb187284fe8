"""Counts one vector a token, where a key and a value are stored."""
# module: memory
# caught by: kv-cache

_right_kv_cache_bytes = kv_cache_bytes


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    return _right_kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size, bytes_per_value) // 2
