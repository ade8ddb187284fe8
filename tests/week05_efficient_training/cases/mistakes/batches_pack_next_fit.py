"""Looks at the last row only."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    _first_fit(lengths, capacity)

    rows, left = [], 0
    for number in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if lengths[number] > left:
            rows.append([])
            left = capacity
        rows[-1].append(number)
        left -= lengths[number]
    return rows
