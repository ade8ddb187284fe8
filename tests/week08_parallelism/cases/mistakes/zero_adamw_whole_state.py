"""Every rank keeps the state of all parameters: nothing is sharded."""
# module: zero
# caught by: sharded-adamw

def new_state(params, comm):
    return {name: torch.zeros_like(params) for name in ("exp_avg", "exp_avg_sq")}


def sharded_adamw(
    params, grads, state, step, comm, *, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01
):
    if params.dim() != 1 or params.shape != grads.shape or step < 1 or state["exp_avg"].shape != params.shape:
        raise ValueError("shapes or step")
    grad = comm.all_reduce(grads) / comm.size
    mean = betas[0] * state["exp_avg"] + (1 - betas[0]) * grad
    square = betas[1] * state["exp_avg_sq"] + (1 - betas[1]) * grad * grad
    size = (square / (1 - betas[1] ** step)).sqrt() + eps
    params = params * (1 - lr * weight_decay) - lr * (mean / (1 - betas[0] ** step)) / size
    return params, {"exp_avg": mean, "exp_avg_sq": square}
