"""The sum of the gradients instead of their mean."""
# module: zero
# caught by: sharded-adamw

_right_adamw = sharded_adamw


def sharded_adamw(
    params, grads, state, step, comm, *, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01
):
    length = -(-params.numel() // comm.size)
    if params.dim() != 1 or params.shape != grads.shape or step < 1:
        raise ValueError("shapes or step")
    if any(part.shape != (length,) for part in state.values()):
        raise ValueError("state")
    fill = length * comm.size - params.numel()
    mine = torch.nn.functional.pad(params, (0, fill))[comm.rank * length :][:length]
    grad = comm.reduce_scatter(torch.nn.functional.pad(grads, (0, fill)))
    mean = betas[0] * state["exp_avg"] + (1 - betas[0]) * grad
    square = betas[1] * state["exp_avg_sq"] + (1 - betas[1]) * grad * grad
    size = (square / (1 - betas[1] ** step)).sqrt() + eps
    mine = mine * (1 - lr * weight_decay) - lr * (mean / (1 - betas[0] ** step)) / size
    return comm.all_gather(mine)[: params.numel()], {"exp_avg": mean, "exp_avg_sq": square}
