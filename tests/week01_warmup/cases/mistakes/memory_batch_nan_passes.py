"""Looks for negative amounts with `< 0`, and for a model too large with `<`: NaN slips through as 0."""
# module: memory
# caught by: kv-cache


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    if memory_bytes < 0 or model_bytes < 0 or kv_bytes_per_sequence <= 0:
        raise ValueError("negative")
    if not memory_bytes >= model_bytes or kv_bytes_per_sequence != kv_bytes_per_sequence:
        return 0
    return int((Fraction(memory_bytes) - Fraction(model_bytes)) // Fraction(kv_bytes_per_sequence))
