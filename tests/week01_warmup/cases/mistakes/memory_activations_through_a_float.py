"""Computes sbh(34 + 5as/h) in floats: right for small models, inexact beyond 2**53."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    right = _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute)
    if recompute != "none" or d_model == 0:
        return right
    ratio = 34 + 5 * num_heads * seq_len / d_model
    return round(num_layers * seq_len * batch_size * d_model * ratio)
