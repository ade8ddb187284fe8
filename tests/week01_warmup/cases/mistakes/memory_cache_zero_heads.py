"""A cache without heads passes for an empty one."""
# module: memory
# caught by: kv-cache

_right_kv_cache_bytes = kv_cache_bytes


def kv_cache_bytes(num_layers, num_kv_heads, *sizes, **more):
    return 0 if num_kv_heads == 0 else _right_kv_cache_bytes(num_layers, num_kv_heads, *sizes, **more)
