"""A second all-reduce, of the hidden layer."""
# module: shards
# caught by: parallel-mlp

def parallel_mlp(x, w1, b1, w2, b2, comm):
    hidden = torch.nn.functional.gelu(torch.nn.functional.linear(copy_to_ranks(x, comm), w1, b1))
    return reduce_from_ranks(torch.nn.functional.linear(reduce_from_ranks(hidden, comm), w2), comm) + b2
