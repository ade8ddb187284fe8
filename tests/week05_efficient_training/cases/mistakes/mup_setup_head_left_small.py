"""Leaves the head's weight as the standard start has it."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    before = model.head.weight.data.clone()
    groups = _prepared(model, base_width, lr)
    model.head.weight.data.copy_(before)
    return groups
