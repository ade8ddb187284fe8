"""Own errors, equal sums broken the other way, TypeError for wrong types."""
# module: mixed

class Refused(ValueError):
    """No bytes for that."""


def _whole(*values):
    for value in values:
        if not isinstance(value, int):
            raise TypeError("an int, please")


def affine_bytes(num_values, bits, num_scales=1, *, zero_points=True):
    _whole(num_values, bits, num_scales)
    if num_values < 0 or not 1 <= bits <= 32 or num_scales < 1:
        raise Refused("amounts")
    whole, rest = divmod(num_values * bits, 8)
    return whole + bool(rest) + num_scales * (8 if zero_points else 4)


def codebook_bytes(num_values, bits):
    _whole(num_values, bits)
    if num_values < 0 or not 1 <= bits <= 32:
        raise Refused("amounts")
    return (num_values * bits + 7) // 8 + 2 ** (bits + 2)


def allocate_bits(costs, budget):
    _whole(budget)
    if budget < 0 or any(not layer for layer in costs):
        raise Refused("budget or choices")
    for layer in costs:
        for size, loss in layer.values():
            if size < 0 or not math.isfinite(loss):
                raise Refused("costs")
    best = {0: (0.0, [])}
    for layer in costs:
        after = {}
        for spent, (loss, bits) in best.items():
            for choice, (size, more) in layer.items():
                total = spent + size
                if total <= budget and (total not in after or loss + more <= after[total][0]):
                    after[total] = (loss + more, [*bits, choice])
        best = after
    if not best:
        raise Refused("does not fit")
    return min(best.values(), key=lambda pair: pair[0])[1]
