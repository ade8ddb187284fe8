"""Cuts what is too long, and drops what is empty."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    return _first_fit([min(max(length, 1), capacity) for length in lengths], capacity)
