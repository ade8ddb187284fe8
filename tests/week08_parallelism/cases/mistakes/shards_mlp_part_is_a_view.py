"""The parts share memory with the whole: every rank holds everything."""
# module: shards
# caught by: parallel-mlp

def mlp_shard(w1, b1, w2, rank, size):
    part = _part(w1.shape[0], size, rank, "hidden units")
    return w1[part], b1[part], w2[:, part]
