"""Takes selective recomputation for none: the attention scores still count."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    right = _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute)
    if recompute == "selective":
        return right + 5 * num_heads * seq_len**2 * batch_size * num_layers
    return right
