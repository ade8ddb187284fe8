"""Floor-divides floats: 33.0 instead of 33."""
# module: memory
# caught by: kv-cache


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    _check_amounts(memory_bytes=memory_bytes, model_bytes=model_bytes, kv_bytes_per_sequence=kv_bytes_per_sequence)
    if kv_bytes_per_sequence == 0:
        raise ValueError("no bytes a sequence")
    return max(0, (memory_bytes - model_bytes) // kv_bytes_per_sequence)
