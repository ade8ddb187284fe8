"""Values and indices of no bytes are accepted."""

# module: storage
# caught by: sparse-bytes, break-even

_checked_whole = _whole


def _whole(value, name, at_least=0):
    if name in ("value_bytes", "index_bytes"):
        return _checked_whole(value, name, 0)
    return _checked_whole(value, name, at_least)
