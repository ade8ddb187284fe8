"""The mean of the channels' scales."""
# module: integer
# caught by: integer-linear

_right_linear = quantized_linear


def quantized_linear(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero):
    _right_linear(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero)
    return _right_linear(q_x, x_scale, x_zero, q_w, w_scale.mean().expand_as(w_scale), bias, y_scale, y_zero)
