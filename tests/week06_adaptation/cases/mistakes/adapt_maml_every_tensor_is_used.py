"""A tensor that the loss does not use is an error."""
# module: adapt
# caught by: maml

def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    if not tasks or inner_steps < 1 or not 0 < inner_rate < math.inf or not 0 < outer_rate < math.inf:
        raise ValueError("no such step")
    start = [w.detach().clone().requires_grad_() for w in weights]
    total = 0.0
    for support, query in tasks:
        adapted = start
        for _ in range(inner_steps):
            steps = torch.autograd.grad(loss(adapted, support), adapted, create_graph=not first_order)
            adapted = [w - inner_rate * g for w, g in zip(adapted, steps)]
        total = total + loss(adapted, query) / len(tasks)
    outer = torch.autograd.grad(total, start)
    return [(w - outer_rate * g).detach() for w, g in zip(start, outer)], float(total)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
