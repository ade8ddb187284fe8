"""Own errors, an ordered dict, a state whose order is another."""
# module: inject

from collections import OrderedDict


class Refused(ValueError):
    """That does not fit."""


_right_inject = inject_lora
_right_state = adapter_state_dict
_right_load = load_adapters
_right_count = lora_parameters


def inject_lora(model, pattern, make):
    try:
        return _right_inject(model, pattern, make)
    except ValueError:
        raise Refused("nothing to replace") from None


def adapter_state_dict(model):
    return OrderedDict(sorted(_right_state(model).items(), reverse=True))


def load_adapters(model, state):
    try:
        _right_load(model, state)
    except ValueError:
        raise Refused("another model") from None


def lora_parameters(shapes, rank):
    try:
        return int(_right_count(shapes, rank))
    except ValueError:
        raise Refused("no such adapter") from None
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
