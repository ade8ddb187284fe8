"""Rounded by a float64 division."""
# module: integer
# caught by: requantize

def requantize(acc, factors, zero_point):
    _check_zero_point(zero_point)
    _check_codes("acc", acc, torch.int32, 2)
    if len(factors) != acc.shape[1]:
        raise ValueError("factors")
    scale = torch.tensor([multiplier / 2**shift for multiplier, shift in factors], dtype=torch.float64)
    return (torch.floor(acc * scale + 0.5) + zero_point).clamp(0, 255).to(torch.uint8)
