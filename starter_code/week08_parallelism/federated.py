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
    raise NotImplementedError("week 8, federated-average: sum of n_k w_k, over the sum of n_k")


def local_steps(weights: Tensor, x: Tensor, y: Tensor, lr: float, steps: int) -> Tensor:
    """Softmax regression: `steps` steps of gradient descent on the mean cross-entropy of the logits x W (transposed).

    weights (classes, features), x (samples, features), y (samples,) whole numbers. A new tensor. Raises ValueError on
    no samples, on x and y of different lengths, and on steps below 0.

    >>> local_steps(torch.zeros(2, 1), torch.tensor([[1.0]]), torch.tensor([1]), 0.5, 1)
    tensor([[-0.2500],
            [ 0.2500]])
    """
    # TODO(federated-round): the gradient is (softmax - one-hot)' x / samples
    raise NotImplementedError("week 8, federated-round: the gradient is (softmax - one-hot)' x / samples")


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
    raise NotImplementedError("week 8, federated-round: one message holds the weighted model and its weight")


def round_bytes(num_params: int, clients: int, itemsize: int = 4) -> int:
    """The bytes of one round with a server: the model goes down to each of the clients, and comes back up.

    Raises ValueError on numbers below 0, and an itemsize below 1.

    >>> round_bytes(650, 10)
    52000
    """
    # TODO(federated-average): down and up
    raise NotImplementedError("week 8, federated-average: down and up")
