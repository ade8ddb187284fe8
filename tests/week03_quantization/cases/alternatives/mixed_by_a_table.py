"""The best loss for each number of bytes, in a table that is walked back; bytes by shifting."""
# module: mixed

def affine_bytes(num_values, bits, num_scales=1, *, zero_points=True):
    if num_values < 0 or bits not in range(1, 33) or num_scales < 1:
        raise ValueError("amounts")
    return (num_values * bits + 7 >> 3) + 4 * num_scales + 4 * num_scales * bool(zero_points)


def codebook_bytes(num_values, bits):
    return affine_bytes(num_values, bits, zero_points=False) - 4 + (4 << bits)


def allocate_bits(costs, budget):
    if budget < 0 or not all(costs):
        raise ValueError("budget or choices")
    if any(size < 0 or not -math.inf < loss < math.inf for layer in costs for size, loss in layer.values()):
        raise ValueError("costs")
    table = [{0: 0.0}]
    for layer in costs:
        row = {}
        for spent, loss in table[-1].items():
            for size, more in layer.values():
                if spent + size <= budget and loss + more < row.get(spent + size, math.inf):
                    row[spent + size] = loss + more
        table.append(row)
    if not table[-1]:
        raise ValueError("does not fit")
    spent = min(table[-1], key=table[-1].get)
    bits = []
    for before, after, layer in zip(table[-2::-1], table[::-1], costs[::-1]):
        for choice, (size, more) in layer.items():
            if spent - size in before and before[spent - size] + more == after[spent]:
                bits.append(choice)
                spent -= size
                break
    return bits[::-1]
