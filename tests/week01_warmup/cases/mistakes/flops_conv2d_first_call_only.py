"""Remembers the answer by the channels, and forgets that everything else could be another."""
# module: flops
# caught by: conv2d-flops

_right_conv2d_flops = conv2d_flops
_answers = {}


def conv2d_flops(in_channels, out_channels, kernel_size, input_size, **options):
    cost = _right_conv2d_flops(in_channels, out_channels, kernel_size, input_size, **options)
    return _answers.setdefault((in_channels, out_channels), cost)
