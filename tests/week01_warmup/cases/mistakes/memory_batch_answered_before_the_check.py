"""Answers 0 for a model that does not fit before it looks at a cache of 0 bytes."""
# module: memory
# caught by: kv-cache


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    _check_amounts(memory_bytes=memory_bytes, model_bytes=model_bytes, kv_bytes_per_sequence=kv_bytes_per_sequence)
    if memory_bytes < model_bytes:
        return 0
    if kv_bytes_per_sequence == 0:
        raise ValueError("no bytes a sequence")
    return int((Fraction(memory_bytes) - Fraction(model_bytes)) // Fraction(kv_bytes_per_sequence))
