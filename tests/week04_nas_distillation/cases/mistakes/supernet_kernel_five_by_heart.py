"""One row and one column are left out, whatever the kernel."""
# module: supernet
# caught by: slice-kernel


def slice_kernel(weight: torch.Tensor, kernel: int) -> torch.Tensor:
    full = weight.shape[-1]
    if kernel < 1 or kernel > full or kernel % 2 == 0:
        raise ValueError(f"kernel must be odd and from 1 to {full}; got {kernel}")
    border = int(kernel < full)
    return weight[..., border : full - border, border : full - border]
