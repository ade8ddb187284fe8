"""Every client counts the same."""
# module: federated
# caught by: federated-round

def federated_round(weights, x, y, comm, lr, steps):
    mine = local_steps(weights, x, y, lr, steps)
    total = comm.all_reduce(torch.cat([mine.flatten(), mine.new_ones(1)]))
    return (total[:-1] / total[-1]).reshape(weights.shape)
