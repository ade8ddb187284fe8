"""A model that does not fit gives a negative batch."""
# module: memory
# caught by: kv-cache


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    _check_amounts(memory_bytes=memory_bytes, model_bytes=model_bytes, kv_bytes_per_sequence=kv_bytes_per_sequence)
    if kv_bytes_per_sequence == 0:
        raise ValueError("no bytes a sequence")
    return int((Fraction(memory_bytes) - Fraction(model_bytes)) // Fraction(kv_bytes_per_sequence))
