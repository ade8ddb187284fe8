"""Weights and counts go in two messages."""
# module: federated
# caught by: federated-round

def federated_round(weights, x, y, comm, lr, steps):
    mine = local_steps(weights, x, y, lr, steps) * len(x)
    return comm.all_reduce(mine) / comm.all_reduce(mine.new_tensor([len(x)]))
