"""A cache of 0 bytes raises ZeroDivisionError instead of ValueError."""
# module: memory
# caught by: kv-cache


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    _check_amounts(memory_bytes=memory_bytes, model_bytes=model_bytes, kv_bytes_per_sequence=kv_bytes_per_sequence)
    return max(0, int((Fraction(memory_bytes) - Fraction(model_bytes)) // Fraction(kv_bytes_per_sequence)))
