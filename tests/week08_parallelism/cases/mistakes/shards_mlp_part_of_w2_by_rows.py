"""w2 is cut by its outputs, like w1."""
# module: shards
# caught by: parallel-mlp

_right_shard = mlp_shard


def mlp_shard(w1, b1, w2, rank, size):
    w1, b1, _ = _right_shard(w1, b1, w2, rank, size)
    return w1, b1, torch.tensor_split(w2, size)[rank].clone()
