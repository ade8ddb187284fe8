"""Federated averaging: the data stay where they are, and models travel.

Week 8, 12 points. Every client trains on its own data for some steps; the server averages the models by the number of
samples behind each. More local steps are fewer rounds, and fewer bytes; with unlike clients they also pull the models
apart. No function here changes what it is given.
"""

import torch
from torch import Tensor


def federated_average(models: list[dict[str, Tensor]], samples: list[int]) -> dict[str, Tensor]:
    """The average of models (name -> floating-point tensor), each weighted by its number of samples; in their dtypes.

    Raises ValueError when there are no models, on one number of samples too many or too few, on names, shapes or
    dtypes that differ between models, on a negative number of samples, and when there are no samples at all. Source:
    McMahan et al. 2017 (arXiv 1602.05629), algorithm 1.

    >>> federated_average([{"w": torch.tensor([0.0])}, {"w": torch.tensor([4.0])}], [30, 10])
    {'w': tensor([1.])}
    """
    # TODO(federated-average): sum of n_k w_k, over the sum of n_k
    ### BEGIN SOLUTION
    if not models or len(models) != len(samples):
        raise ValueError(f"needs models, and a number of samples for each; got {len(models)} and {len(samples)}")
    if min(samples) < 0 or sum(samples) == 0:
        raise ValueError("numbers of samples must be 0 or more, and not all 0")
    forms = [{name: (tensor.shape, tensor.dtype) for name, tensor in model.items()} for model in models]
    if any(form != forms[0] for form in forms):
        raise ValueError("the models differ in names, shapes or dtypes")
    total = sum(samples)
    return {
        name: sum(model[name].double() * (count / total) for model, count in zip(models, samples)).to(first.dtype)
        for name, first in models[0].items()
    }
    ### END SOLUTION


def local_steps(weights: Tensor, x: Tensor, y: Tensor, lr: float, steps: int) -> Tensor:
    """Softmax regression: `steps` steps of gradient descent on the mean cross-entropy of the logits x W (transposed).

    weights (classes, features), x (samples, features), y (samples,) whole numbers. A new tensor. Raises ValueError on
    no samples, on x and y of different lengths, and on steps below 0.

    >>> local_steps(torch.zeros(2, 1), torch.tensor([[1.0]]), torch.tensor([1]), 0.5, 1)
    tensor([[-0.2500],
            [ 0.2500]])
    """
    # TODO(federated-round): the gradient is (softmax - one-hot)' x / samples
    ### BEGIN SOLUTION
    if len(x) == 0 or len(x) != len(y):
        raise ValueError(f"needs samples, and a label for each; got {len(x)} and {len(y)}")
    if steps < 0:
        raise ValueError(f"steps must be 0 or more; got {steps}")
    right = torch.nn.functional.one_hot(y, len(weights)).to(x.dtype)
    weights = weights.clone()
    for _ in range(steps):
        weights -= lr * ((x @ weights.T).softmax(dim=1) - right).T @ x / len(x)
    return weights
    ### END SOLUTION


def federated_round(weights: Tensor, x: Tensor, y: Tensor, comm, lr: float, steps: int) -> Tensor:
    """One round with a client on each rank: local_steps on this rank's own data, then the average weighted by samples.

    Nothing but the model travels: one comm.all_reduce of weights.numel() + 1 numbers, which are this rank's new
    weights, row after row, times its number of samples, and that number. Every rank returns the average.

    >>> from ranks import run
    >>> x, y = torch.tensor([[1.0], [2.0]]), torch.tensor([1, 0])
    >>> def client(x, y, comm):
    ...     return federated_round(torch.zeros(2, 1), x, y, comm, 0.5, 1)
    >>> run(client, [(x[:1], y[:1]), (x[1:], y[1:])])[0][0]
    tensor([[ 0.1250],
            [-0.1250]])
    """
    # TODO(federated-round): one message holds the weighted model and its weight
    ### BEGIN SOLUTION
    mine = local_steps(weights, x, y, lr, steps) * len(x)
    total = comm.all_reduce(torch.cat([mine.flatten(), mine.new_tensor([len(x)])]))
    return (total[:-1] / total[-1]).reshape(weights.shape)
    ### END SOLUTION


def round_bytes(num_params: int, clients: int, itemsize: int = 4) -> int:
    """The bytes of one round with a server: the model goes down to each of the clients, and comes back up.

    Raises ValueError on numbers below 0, and an itemsize below 1.

    >>> round_bytes(650, 10)
    52000
    """
    # TODO(federated-average): down and up
    ### BEGIN SOLUTION
    if num_params < 0 or clients < 0 or itemsize < 1:
        raise ValueError(f"no such model, clients or numbers: {num_params}, {clients}, {itemsize}")
    return 2 * clients * num_params * itemsize
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
