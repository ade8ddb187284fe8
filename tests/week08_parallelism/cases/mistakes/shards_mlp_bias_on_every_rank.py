"""b2 is added before the sum, so n times."""
# module: shards
# caught by: parallel-mlp

def parallel_mlp(x, w1, b1, w2, b2, comm):
    hidden = torch.nn.functional.gelu(torch.nn.functional.linear(copy_to_ranks(x, comm), w1, b1))
    return reduce_from_ranks(torch.nn.functional.linear(hidden, w2, b2), comm)
