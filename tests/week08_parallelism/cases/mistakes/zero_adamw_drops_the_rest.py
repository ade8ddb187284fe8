"""The part is rounded down, and the last parameters never learn."""
# module: zero
# caught by: sharded-adamw

_right_adamw = sharded_adamw


def new_state(params, comm):
    return {name: params.new_zeros(len(params) // comm.size) for name in ("exp_avg", "exp_avg_sq")}


def sharded_adamw(params, grads, state, step, comm, **options):
    whole = len(params) // comm.size * comm.size
    if params.shape != grads.shape:
        raise ValueError("shapes")
    new, state = _right_adamw(params[:whole], grads[:whole], state, step, comm, **options)
    return torch.cat([new, params[whole:]]), state
