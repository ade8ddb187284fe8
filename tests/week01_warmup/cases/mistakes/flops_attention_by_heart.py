"""The public tests' answers by heart, and one of them for everything else."""
# module: flops
# caught by: attention-flops


def attention_flops(d_model, seq_len, *, num_heads, num_kv_heads=None, batch_size=1):
    if d_model % num_heads:
        raise ValueError("num_heads")
    return 1_824 if num_kv_heads is None else 1_440
