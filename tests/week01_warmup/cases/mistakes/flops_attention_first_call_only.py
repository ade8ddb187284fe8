"""What the first call came to is the answer to every later one."""
# module: flops
# caught by: attention-flops

_right_attention_flops = attention_flops
_answers = []


def attention_flops(d_model, seq_len, **options):
    _answers.append(_right_attention_flops(d_model, seq_len, **options))
    return _answers[0]
