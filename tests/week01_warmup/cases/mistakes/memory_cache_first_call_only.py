"""The first answer is kept for every later model."""
# module: memory
# caught by: kv-cache

_right_kv_cache_bytes = kv_cache_bytes
_answers = []


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    _answers.append(_right_kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size, bytes_per_value))
    return _answers[0]
