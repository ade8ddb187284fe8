"""Lets torch.optim.AdamW do it, with its state in a module variable."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    _decoupled(params, grads, {}, lr, betas, eps, weight_decay)
    own = {name: value.clone().requires_grad_() for name, value in params.items()}
    optimizer = torch.optim.AdamW(list(own.values()), lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)
    if state:
        optimizer.load_state_dict(state)
    for name, gradient in grads.items():
        own[name].grad = gradient
    optimizer.step()
    return {name: value.detach() for name, value in own.items()}, optimizer.state_dict()
