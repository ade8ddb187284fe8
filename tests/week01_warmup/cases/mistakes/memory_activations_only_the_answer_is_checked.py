"""Refuses a negative answer instead of negative sizes: two of them cancel."""
# module: memory
# caught by: activation-memory


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    sbh = seq_len * batch_size * d_model
    ways = {"none": 34 * sbh + 5 * num_heads * seq_len**2 * batch_size, "selective": 34 * sbh, "full": 2 * sbh}
    if recompute not in ways:
        raise ValueError("unknown")
    answer = num_layers * ways[recompute]
    if not answer >= 0:
        raise ValueError("negative or NaN")
    return answer
