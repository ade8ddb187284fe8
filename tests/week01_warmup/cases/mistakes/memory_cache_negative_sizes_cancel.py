"""Refuses a negative product instead of negative sizes: two of them cancel."""
# module: memory
# caught by: kv-cache


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    total = 2 * num_layers * num_kv_heads * head_dim * seq_len * batch_size * bytes_per_value
    if not total >= 0:
        raise ValueError("negative or NaN")
    return total
