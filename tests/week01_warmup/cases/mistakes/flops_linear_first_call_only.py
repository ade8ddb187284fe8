"""What the first call came to is the answer to every later one."""
# module: flops
# caught by: linear-flops

_right_linear_flops = linear_flops
_answers = []


def linear_flops(in_features, out_features, num_vectors=1, bias=True):
    _answers.append(_right_linear_flops(in_features, out_features, num_vectors, bias))
    return _answers[0]
