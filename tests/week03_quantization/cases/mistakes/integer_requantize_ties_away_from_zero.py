"""Negative ties go down."""
# module: integer
# caught by: requantize

def requantize(acc, factors, zero_point):
    _check_zero_point(zero_point)
    _check_codes("acc", acc, torch.int32, 2)
    if len(factors) != acc.shape[1]:
        raise ValueError("factors")
    multiplier, shift = (torch.tensor(column, dtype=torch.int64) for column in zip(*factors))
    half = torch.bitwise_left_shift(torch.ones_like(shift), shift - 1)
    wide = acc.long()
    size = torch.bitwise_right_shift(wide.abs() * multiplier + half, shift)
    return (size * wide.sign() + zero_point).clamp(0, 255).to(torch.uint8)
