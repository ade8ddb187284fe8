"""x goes in as it is: its gradient holds this rank's part alone."""
# module: shards
# caught by: parallel-mlp

def parallel_mlp(x, w1, b1, w2, b2, comm):
    hidden = torch.nn.functional.gelu(torch.nn.functional.linear(x, w1, b1))
    return reduce_from_ranks(torch.nn.functional.linear(hidden, w2), comm) + b2
