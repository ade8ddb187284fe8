"""Every n-th hidden unit instead of a run of them."""
# module: shards
# caught by: parallel-mlp

def mlp_shard(w1, b1, w2, rank, size):
    _part(w1.shape[0], size, rank, "hidden units")
    return w1[rank::size].clone(), b1[rank::size].clone(), w2[:, rank::size].clone()
