"""The top left corner instead of the centre."""
# module: supernet
# caught by: slice-kernel


def slice_kernel(weight: torch.Tensor, kernel: int) -> torch.Tensor:
    full = weight.shape[-1]
    if kernel < 1 or kernel > full or kernel % 2 == 0:
        raise ValueError(f"kernel must be odd and from 1 to {full}; got {kernel}")
    border = (full - kernel) // 2
    return weight[..., :kernel, :kernel]
