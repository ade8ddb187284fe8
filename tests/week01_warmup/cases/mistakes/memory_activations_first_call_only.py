"""The first answer is kept for every later transformer."""
# module: memory
# caught by: activation-memory

_right_activation_memory = activation_memory
_answers = []


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    _answers.append(_right_activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, recompute=recompute))
    return _answers[0]
