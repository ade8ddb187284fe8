"""Own errors, more attributes, and a loss that is computed in another order."""
# module: adapt

class Refused(ValueError):
    """No such step."""


_right_maml = maml_step
_right_tent = tent_step


class PromptTuned(PromptTuned):
    def __init__(self, body, start):
        try:
            super().__init__(body, start)
        except ValueError:
            raise Refused("start") from None
        self.length = start.shape[0]


def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    try:
        turned = list(reversed(tasks))
        return _right_maml(loss, weights, turned, inner_rate, outer_rate, inner_steps=inner_steps, first_order=first_order)
    except ValueError:
        raise Refused("step") from None


def tent_step(model, x, rate):
    try:
        return _right_tent(model, x, rate)
    except ValueError:
        raise Refused("step") from None
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
