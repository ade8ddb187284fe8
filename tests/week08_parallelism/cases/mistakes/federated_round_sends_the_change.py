"""The change of the weights travels instead of the weights."""
# module: federated
# caught by: federated-round

def federated_round(weights, x, y, comm, lr, steps):
    change = (local_steps(weights, x, y, lr, steps) - weights) * len(x)
    total = comm.all_reduce(torch.cat([change.flatten(), change.new_tensor([len(x)])]))
    return weights + (total[:-1] / total[-1]).reshape(weights.shape)
