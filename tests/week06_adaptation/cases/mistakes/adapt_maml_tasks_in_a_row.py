"""Each task starts where the last one ended."""
# module: adapt
# caught by: maml

_right_maml = maml_step


def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    value = 0.0
    _right_maml(loss, weights, tasks[:1], inner_rate, outer_rate, inner_steps=inner_steps)
    for task in tasks:
        weights, one = _right_maml(loss, weights, [task], inner_rate, outer_rate / len(tasks), inner_steps=inner_steps, first_order=first_order)
        value += one / len(tasks)
    return weights, value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
