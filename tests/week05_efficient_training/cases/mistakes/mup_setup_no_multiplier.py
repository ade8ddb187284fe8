"""Forgets the multiplier."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    groups = _prepared(model, base_width, lr)
    model.multiplier = 1.0
    return groups
