"""Divides 5as//h before it multiplies: what is lost there is missing."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    right = _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute)
    if recompute != "none" or d_model == 0:
        return right
    return num_layers * seq_len * batch_size * d_model * (34 + 5 * num_heads * seq_len // d_model)
