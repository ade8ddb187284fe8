"""The tanh approximation of gelu."""
# module: shards
# caught by: parallel-mlp

def parallel_mlp(x, w1, b1, w2, b2, comm):
    hidden = torch.nn.functional.linear(copy_to_ranks(x, comm), w1, b1)
    hidden = torch.nn.functional.gelu(hidden, approximate="tanh")
    return reduce_from_ranks(torch.nn.functional.linear(hidden, w2), comm) + b2
