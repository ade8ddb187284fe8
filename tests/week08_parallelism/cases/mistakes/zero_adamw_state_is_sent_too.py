"""The new state is gathered on every rank, and cut again."""
# module: zero
# caught by: sharded-adamw

_right_adamw = sharded_adamw


def sharded_adamw(params, grads, state, step, comm, **options):
    params, new = _right_adamw(params, grads, state, step, comm, **options)
    length = len(new["exp_avg"])
    own = slice(comm.rank * length, (comm.rank + 1) * length)
    return params, {name: comm.all_gather(part)[own] for name, part in new.items()}
