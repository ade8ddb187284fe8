"""No heads at all pass for a model without attention."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    if num_heads == 0:
        return num_layers * 34 * seq_len * batch_size * d_model
    return _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute)
