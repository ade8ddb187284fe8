"""Counts 32-bit activations: twice the bytes."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    right = _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute)
    return 2 * right
