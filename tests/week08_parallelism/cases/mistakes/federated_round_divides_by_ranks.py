"""The weighted sum is divided by the number of ranks."""
# module: federated
# caught by: federated-round

def federated_round(weights, x, y, comm, lr, steps):
    mine = local_steps(weights, x, y, lr, steps) * len(x)
    total = comm.all_reduce(torch.cat([mine.flatten(), mine.new_tensor([len(x)])]))
    return (total[:-1] / comm.size).reshape(weights.shape)
