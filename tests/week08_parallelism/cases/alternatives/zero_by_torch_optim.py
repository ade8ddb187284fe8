"""torch.optim.AdamW itself steps the part, from the state that is handed over."""
# module: zero


def zero_memory(num_params, world_size, stage):
    if stage not in range(4) or world_size < 1 or num_params < 0:
        raise ValueError("no such stage or world")
    share = [1 / world_size if stage >= least else 1 for least in (1, 2, 3)]
    return num_params * (12 * share[0] + 2 * share[1] + 2 * share[2])


def new_state(params, comm):
    length = (len(params) + comm.size - 1) // comm.size
    return {"exp_avg": torch.zeros(length, dtype=params.dtype), "exp_avg_sq": torch.zeros(length, dtype=params.dtype)}


def sharded_adamw(
    params, grads, state, step, comm, *, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01
):
    if params.ndim != 1 or grads.shape != params.shape or step < 1:
        raise ValueError("shapes or step")
    fresh = new_state(params, comm)
    if any(state[name].shape != fresh[name].shape for name in fresh):
        raise ValueError("state")
    length, n = len(fresh["exp_avg"]), comm.size
    whole, gradients = torch.zeros(2, n * length, dtype=params.dtype)
    whole[: len(params)], gradients[: len(params)] = params, grads
    mine = torch.nn.Parameter(whole.view(n, length)[comm.rank].clone())
    optimizer = torch.optim.AdamW([mine], lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)
    optimizer.state[mine] = {"step": torch.tensor(step - 1.0), **{name: part.clone() for name, part in state.items()}}
    mine.grad = comm.reduce_scatter(gradients) / n
    optimizer.step()
    after = {name: optimizer.state[mine][name] for name in fresh}
    return comm.all_gather(mine.data)[: len(params)], after
