"""ZeRO: data parallelism without n copies of the optimizer's state.

Week 8, 18 points. Every rank holds the parameters, computes a gradient on its own data, and keeps the state of one
n-th of the parameters alone: gradients are summed to the rank that owns them, which updates its part, and the parts
are gathered. No function here changes what it is given.
"""

import torch
from torch import Tensor


def zero_memory(num_params: int, world_size: int, stage: int) -> float:
    """Bytes of parameters, gradients and optimizer state on each device, with Adam in mixed precision.

    A parameter has 2 bytes of weight, 2 of gradient and 12 of optimizer state (weight, mean and square in fp32).
    Stage 0 shards nothing; stage 1 the state, stage 2 the gradients too, stage 3 the weights too. Shards are exact
    n-ths. Raises ValueError on num_params < 0, world_size < 1, and a stage that is not 0, 1, 2 or 3. Source:
    Rajbhandari et al. 2020 (arXiv 1910.02054), figure 1.

    >>> [round(zero_memory(7_500_000_000, 64, stage) / 1e9, 1) for stage in range(4)]
    [120.0, 31.4, 16.6, 1.9]
    """
    # TODO(zero-memory): which of 2, 2 and 12 is divided?
    ### BEGIN SOLUTION
    if num_params < 0 or world_size < 1 or stage not in (0, 1, 2, 3):
        raise ValueError(f"no such model, world or stage: {num_params}, {world_size}, {stage}")
    sharded = (0, 12, 14, 16)[stage]
    return (16 - sharded) * num_params + sharded * num_params / world_size
    ### END SOLUTION


def new_state(params: Tensor, comm) -> dict[str, Tensor]:
    """The state of one rank before the first step: "exp_avg" and "exp_avg_sq", ceil(N / n) zeros each, like params.

    >>> from ranks import run
    >>> states, _ = run(new_state, [(torch.ones(5),)] * 2)
    >>> states[1]
    {'exp_avg': tensor([0., 0., 0.]), 'exp_avg_sq': tensor([0., 0., 0.])}
    """
    # TODO(sharded-adamw): how long is a rank's part, when n does not divide N?
    ### BEGIN SOLUTION
    length = -(-len(params) // comm.size)
    return {name: params.new_zeros(length) for name in ("exp_avg", "exp_avg_sq")}
    ### END SOLUTION


def sharded_adamw(
    params: Tensor,
    grads: Tensor,
    state: dict[str, Tensor],
    step: int,
    comm,
    *,
    lr: float,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> tuple[Tensor, dict[str, Tensor]]:
    """One step of AdamW on the mean of all ranks' gradients: the new parameters and this rank's new state.

    `params` (N numbers, the same on every rank) and `grads` (N numbers, this rank's own) have one dimension; `step`
    counts from 1. The N numbers are filled up with zeros to n * ceil(N / n), and rank r owns the r-th part of ceil(N
    / n). A step is one comm.reduce_scatter of the gradients and one comm.all_gather of the new parts, and nothing
    else. The arithmetic is torch.optim.AdamW's. Raises ValueError where shapes do not fit (params and grads of one
    dimension and the same length, state as from new_state), and on a step below 1.

    >>> from ranks import run
    >>> params, grads = torch.tensor([1.0, -2.0, 3.0]), torch.tensor([0.5, 0.5, -0.5])
    >>> def twice(params, grads, comm):
    ...     state = new_state(params, comm)
    ...     for step in (1, 2):
    ...         params, state = sharded_adamw(params, grads, state, step, comm, lr=0.1, weight_decay=0.0)
    ...     return params
    >>> run(twice, [(params, grads), (params, grads)])[0][1]
    tensor([ 0.8000, -2.2000,  3.2000])
    """
    # TODO(sharded-adamw): fill up, reduce_scatter, update your part, all_gather, cut off
    ### BEGIN SOLUTION
    length = -(-params.numel() // comm.size)
    if params.dim() != 1 or params.shape != grads.shape:
        raise ValueError("parameters and gradients need one dimension and the same length")
    if any(state[name].shape != (length,) for name in ("exp_avg", "exp_avg_sq")):
        raise ValueError(f"the state of one rank has {length} numbers of each kind")
    if step < 1:
        raise ValueError(f"steps count from 1; got {step}")
    fill = length * comm.size - params.numel()
    grad = comm.reduce_scatter(torch.nn.functional.pad(grads, (0, fill))) / comm.size
    mine = torch.nn.functional.pad(params, (0, fill))[comm.rank * length :][:length]
    mean = betas[0] * state["exp_avg"] + (1 - betas[0]) * grad
    square = betas[1] * state["exp_avg_sq"] + (1 - betas[1]) * grad * grad
    size = (square / (1 - betas[1] ** step)).sqrt() + eps
    mine = mine * (1 - lr * weight_decay) - lr * (mean / (1 - betas[0] ** step)) / size
    return comm.all_gather(mine)[: params.numel()], {"exp_avg": mean, "exp_avg_sq": square}
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
