"""copy_to_ranks all-reduces x as well, which all ranks already have."""
# module: shards
# caught by: parallel-mlp
# may also cost: parallel-attention

_right_copy = copy_to_ranks


def copy_to_ranks(x, comm):
    return _right_copy(reduce_from_ranks(x, comm), comm)
