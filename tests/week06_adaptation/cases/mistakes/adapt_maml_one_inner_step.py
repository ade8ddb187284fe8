"""One inner step, whatever is asked for."""
# module: adapt
# caught by: maml

_right_maml = maml_step


def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    _right_maml(loss, weights, tasks, inner_rate, outer_rate, inner_steps=min(inner_steps, 1))
    return _right_maml(loss, weights, tasks, inner_rate, outer_rate, first_order=first_order)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
