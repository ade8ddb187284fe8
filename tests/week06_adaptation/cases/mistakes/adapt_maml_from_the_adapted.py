"""The outer step starts from the adapted weights."""
# module: adapt
# caught by: maml

_right_maml = maml_step


def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    new, value = _right_maml(loss, weights, tasks, inner_rate, outer_rate, inner_steps=inner_steps, first_order=first_order)
    start = [w.detach().clone().requires_grad_() for w in weights]
    inner = torch.autograd.grad(loss(start, tasks[0][0]), start, allow_unused=True, materialize_grads=True)
    return [w - inner_rate * g for w, g in zip(new, inner)], value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
