"""Own errors; integers and numpy's floats as numbers; state and parameters as views of larger tensors."""
# module: zero

import numpy as np


class Refused(ValueError):
    """It does not fit."""


_right_memory = zero_memory
_right_adamw = sharded_adamw


def zero_memory(num_params, world_size, stage):
    try:
        needed = _right_memory(num_params, world_size, stage)
    except ValueError:
        raise Refused("no such world") from None
    return int(needed) if stage == 0 else np.float64(needed)


def new_state(params, comm):
    length = -(-len(params) // comm.size)
    both = torch.zeros(2, length, dtype=params.dtype)
    return {"exp_avg_sq": both[1], "exp_avg": both[0]}


def sharded_adamw(params, grads, state, step, comm, **options):
    try:
        params, state = _right_adamw(params, grads, state, step, comm, **options)
    except ValueError:
        raise Refused("shapes or step") from None
    both = torch.stack([state["exp_avg"], state["exp_avg_sq"]])
    return params, {"exp_avg_sq": both[1], "exp_avg": both[0]}
