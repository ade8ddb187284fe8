"""The loss before the inner steps is returned."""
# module: adapt
# caught by: maml

_right_maml = maml_step


def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    new, _ = _right_maml(loss, weights, tasks, inner_rate, outer_rate, inner_steps=inner_steps, first_order=first_order)
    return new, float(sum(loss(list(weights), query) for _, query in tasks) / len(tasks))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
