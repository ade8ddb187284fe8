"""Rounds up: the last sequence does not fit whole."""
# module: memory
# caught by: kv-cache


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    _check_amounts(memory_bytes=memory_bytes, model_bytes=model_bytes, kv_bytes_per_sequence=kv_bytes_per_sequence)
    if kv_bytes_per_sequence == 0:
        raise ValueError("no bytes a sequence")
    left = Fraction(memory_bytes) - Fraction(model_bytes)
    return max(0, -(-left // Fraction(kv_bytes_per_sequence)))
