"""A list given as a pair is reversed in place, and read backwards."""
# module: flops
# caught by: conv2d-flops


def conv2d_flops(
    in_channels, out_channels, kernel_size, input_size, *, stride=1, padding=0, dilation=1, groups=1, bias=True, batch_size=1
):
    c_in, c_out = _whole(in_channels, "in_channels"), _whole(out_channels, "out_channels")
    batch, groups = _whole(batch_size, "batch_size"), _whole(groups, "groups", 1)
    if isinstance(kernel_size, list):
        kernel_size.reverse()
        kernel_size = (kernel_size[-1], *kernel_size[:-1])
    (kh, kw), (sh, sw) = _pair(kernel_size, "kernel_size", 1), _pair(stride, "stride", 1)
    (ph, pw), (dh, dw) = _pair(padding, "padding"), _pair(dilation, "dilation", 1)
    if not isinstance(input_size, (tuple, list)):
        raise TypeError("input_size must be a pair")
    h, w = _pair(input_size, "input_size")
    if c_in % groups or c_out % groups:
        raise ValueError("groups must divide the channels")
    rows = (h + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    columns = (w + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if rows < 1 or columns < 1:
        raise ValueError("empty output")
    inner = c_in // groups * kh * kw
    return batch * c_out * rows * columns * (2 * inner + bool(bias))
