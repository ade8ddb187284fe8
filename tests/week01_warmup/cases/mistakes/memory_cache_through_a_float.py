"""Passes through a float: right as long as the cache has no more than 53 bits."""
# module: memory
# caught by: kv-cache

_right_kv_cache_bytes = kv_cache_bytes


def kv_cache_bytes(*sizes, **more):
    return int(float(_right_kv_cache_bytes(*sizes, **more)))
