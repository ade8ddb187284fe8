"""Sums in the tensors' own dtype, names in another order, autograd for the gradient; own errors."""
# module: federated


class Refused(ValueError):
    """They do not fit."""


_right_average = federated_average
_right_round_bytes = round_bytes


def federated_average(models, samples):
    try:
        _right_average(models, samples)
    except ValueError:
        raise Refused("they do not fit") from None
    shares = [count / sum(samples) for count in samples]
    return {name: sum(share * model[name] for share, model in zip(shares, models)) for name in reversed(models[0])}


def local_steps(weights, x, y, lr, steps):
    if not len(x) or len(y) != len(x) or steps < 0:
        raise Refused("samples or steps")
    own = weights.detach().clone().requires_grad_()
    optimizer = torch.optim.SGD([own], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(x @ own.T, y).backward()
        optimizer.step()
    return own


def federated_round(weights, x, y, comm, lr, steps):
    with torch.no_grad():
        message = weights.new_empty(weights.numel() + 1)
        message[-1] = len(x)
    message[:-1] = len(x) * local_steps(weights, x, y, lr, steps).detach().reshape(-1)
    total = comm.all_reduce(message)
    return total[:-1].view_as(weights) / total[-1:]


def round_bytes(num_params, clients, itemsize=4):
    try:
        return _right_round_bytes(num_params, clients, itemsize)
    except ValueError:
        raise Refused("no such round") from None
