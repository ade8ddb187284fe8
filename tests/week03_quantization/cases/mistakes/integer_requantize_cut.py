"""Shifted without adding half: always down."""
# module: integer
# caught by: requantize
# may also cost: integer-linear

def requantize(acc, factors, zero_point):
    _check_zero_point(zero_point)
    _check_codes("acc", acc, torch.int32, 2)
    if len(factors) != acc.shape[1]:
        raise ValueError("factors")
    multiplier, shift = (torch.tensor(column, dtype=torch.int64) for column in zip(*factors))
    return (torch.bitwise_right_shift(acc.long() * multiplier, shift) + zero_point).clamp(0, 255).to(torch.uint8)
