"""Codes beyond 255 start again at 0."""
# module: integer
# caught by: requantize
# may also cost: integer-linear

def requantize(acc, factors, zero_point):
    _check_zero_point(zero_point)
    _check_codes("acc", acc, torch.int32, 2)
    if len(factors) != acc.shape[1]:
        raise ValueError("factors")
    multiplier, shift = (torch.tensor(column, dtype=torch.int64) for column in zip(*factors))
    half = torch.bitwise_left_shift(torch.ones_like(shift), shift - 1)
    return (torch.bitwise_right_shift(acc.long() * multiplier + half, shift) + zero_point).to(torch.uint8)
