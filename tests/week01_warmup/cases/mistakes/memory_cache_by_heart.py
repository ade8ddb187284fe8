"""The public tests' answers by heart, for every model and every memory."""
# module: memory
# caught by: kv-cache


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    return 819_200 if batch_size == 1 else 12_288_000


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    if kv_bytes_per_sequence == 0:
        raise ValueError("kv_bytes_per_sequence")
    return {80e9: 33, 100: 3, 80: 0}.get(memory_bytes, 2)
