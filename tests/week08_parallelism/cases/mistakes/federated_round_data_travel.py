"""All samples are gathered on every rank, and the step is taken there."""
# module: federated
# caught by: federated-round

def federated_round(weights, x, y, comm, lr, steps):
    return local_steps(weights, comm.all_gather(x), comm.all_gather(y), lr, steps)
