"""Hands back lengths instead of numbers."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    _first_fit(lengths, capacity)

    return [[lengths[i] for i in row] for row in _first_fit(lengths, capacity)]
