"""A 32-bit product: right for small images, and for nothing that is in use."""
# module: flops
# caught by: conv2d-flops

_right_conv2d_flops = conv2d_flops


def conv2d_flops(in_channels, out_channels, kernel_size, input_size, **options):
    return _right_conv2d_flops(in_channels, out_channels, kernel_size, input_size, **options) % 2**31
