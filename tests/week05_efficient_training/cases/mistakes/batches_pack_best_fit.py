"""Takes the fullest row that has room."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    _first_fit(lengths, capacity)

    rows, room = [], []
    for number in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        fits = [i for i, left in enumerate(room) if lengths[number] <= left]
        row = min(fits, key=lambda i: room[i]) if fits else len(rows)
        if row == len(rows):
            rows.append([])
            room.append(capacity)
        rows[row].append(number)
        room[row] -= lengths[number]
    return rows
