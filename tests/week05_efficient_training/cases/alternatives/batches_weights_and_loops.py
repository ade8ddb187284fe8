"""Accumulates sums and divides at the end; packs with a heap of nothing, masks by blocks."""

# module: batches


def accumulate_gradients(model, loss, micro_batches):
    micro_batches = list(micro_batches)
    if not micro_batches or any(not 0 < len(x) == len(y) for x, y in micro_batches):
        raise ValueError("micro-batches")
    for parameter in model.parameters():
        parameter.grad = None
    count, total = 0, 0.0
    for x, y in micro_batches:
        part = loss(model(x), y) * len(y)
        part.backward()
        total, count = total + float(part.detach()), count + len(y)
    for parameter in model.parameters():
        if parameter.grad is not None:
            parameter.grad.div_(count)
    return total / count


def pack_sequences(lengths, capacity):
    if capacity <= 0 or (lengths and not 0 < min(lengths) <= max(lengths) <= capacity):
        raise ValueError("lengths")
    waiting = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    rows = []
    while waiting:
        room, row, later = capacity, [], []
        for i in waiting:
            fits = lengths[i] <= room
            (row if fits else later).append(i)
            room -= lengths[i] * fits
        rows.append(row)
        waiting = later
    return rows


def packed_mask(lengths, capacity, causal=True):
    if any(length <= 0 for length in lengths) or sum(lengths) > capacity or capacity < 0:
        raise ValueError("lengths")
    blocks = [torch.ones(length, length, dtype=torch.bool) for length in lengths]
    blocks = [block.tril() if causal else block for block in blocks]
    mask = torch.eye(capacity, dtype=torch.bool)
    if blocks:
        total = sum(lengths)
        mask[:total, :total] = torch.block_diag(*blocks)
    positions = [i for length in lengths for i in range(length)]
    return mask, torch.tensor(positions + [0] * (capacity - len(positions)), dtype=torch.int64)
