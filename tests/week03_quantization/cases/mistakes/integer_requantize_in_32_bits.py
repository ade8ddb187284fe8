"""The product overflows 32 bits."""
# module: integer
# caught by: requantize
# may also cost: integer-linear

def requantize(acc, factors, zero_point):
    _check_zero_point(zero_point)
    _check_codes("acc", acc, torch.int32, 2)
    if len(factors) != acc.shape[1]:
        raise ValueError("factors")
    multiplier = torch.tensor([pair[0] for pair in factors], dtype=torch.int32)
    shift = torch.tensor([pair[1] for pair in factors], dtype=torch.int64)
    return (torch.bitwise_right_shift((acc * multiplier).long(), shift) + zero_point).clamp(0, 255).to(torch.uint8)
