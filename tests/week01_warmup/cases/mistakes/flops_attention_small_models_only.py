"""Passes through a float: right as long as the count has no more than 53 bits."""
# module: flops
# caught by: attention-flops

_right_attention_flops = attention_flops


def attention_flops(d_model, seq_len, **options):
    return int(float(_right_attention_flops(d_model, seq_len, **options)))
