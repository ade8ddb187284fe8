"""Output codes start at 0."""
# module: integer
# caught by: integer-linear

_right_linear = quantized_linear


def quantized_linear(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero):
    _right_linear(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero)
    return _right_linear(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, 0)
