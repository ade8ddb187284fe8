"""Shortest first."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    _first_fit(lengths, capacity)

    rows, room = [], []
    for number in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        row = next((i for i, left in enumerate(room) if lengths[number] <= left), len(rows))
        if row == len(rows):
            rows.append([])
            room.append(capacity)
        rows[row].append(number)
        room[row] -= lengths[number]
    return rows
