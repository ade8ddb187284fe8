"""Attention with every freedom: an own ValueError, a TypeError for wrong types, any names for the options it hands on."""
# module: flops


class NoHeads(ValueError):
    """Heads that do not share out."""


def attention_flops(d_model, seq_len, *, num_heads, num_kv_heads=None, batch_size=1):
    shared = num_heads if num_kv_heads is None else num_kv_heads
    for value, low in ((d_model, 0), (seq_len, 0), (batch_size, 0), (num_heads, 1), (shared, 1)):
        if type(value) is not int:
            raise TypeError("ints, please")
        if value < low:
            raise NoHeads(value)
    if divmod(d_model, num_heads)[1] or divmod(num_heads, shared)[1]:
        raise NoHeads("do not divide")
    per_token = 4 * d_model * d_model + 4 * d_model * (d_model // num_heads * shared) + 4 * seq_len * d_model
    return per_token * seq_len * batch_size
