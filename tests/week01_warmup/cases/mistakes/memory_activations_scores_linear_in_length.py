"""The scores grow with s instead of s squared: right only for one token."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    right = _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute)
    if recompute != "none":
        return right
    return right - 5 * num_heads * batch_size * num_layers * (seq_len**2 - seq_len)
