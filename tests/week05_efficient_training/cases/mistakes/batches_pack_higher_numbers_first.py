"""Of equal lengths the last comes first."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    _first_fit(lengths, capacity)

    last = len(lengths) - 1
    return [[last - i for i in row] for row in _first_fit(lengths[::-1], capacity)]
