"""Puts a new parameter in the place of the head, so that who holds the old one trains nothing."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    old = model.head.weight
    groups = _prepared(model, base_width, lr)
    model.head.weight = nn.Parameter(old.detach().clone())
    return groups
