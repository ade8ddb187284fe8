"""An else branch takes every unknown way to recompute for full."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    known = recompute if recompute in ("none", "selective") else "full"
    return _right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=known)
