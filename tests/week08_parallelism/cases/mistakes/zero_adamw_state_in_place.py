"""The state that was given is changed."""
# module: zero
# caught by: sharded-adamw

_right_adamw = sharded_adamw


def sharded_adamw(params, grads, state, step, comm, **options):
    params, new = _right_adamw(params, grads, state, step, comm, **options)
    for name in new:
        state[name].copy_(new[name])
    return params, new
