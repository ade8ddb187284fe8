"""A row that would be exactly full counts as too small."""

# module: batches
# caught by: pack-sequences

_first_fit = pack_sequences


def pack_sequences(lengths, capacity):
    _first_fit(lengths, capacity)

    return _first_fit(lengths, max(capacity - 1, max(lengths, default=1)))
