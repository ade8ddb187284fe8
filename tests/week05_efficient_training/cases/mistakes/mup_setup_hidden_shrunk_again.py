"""Multiplies hidden weights by 1 / sqrt(m), which the standard start has done already."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    groups = _prepared(model, base_width, lr)
    for layer in model.hidden:
        layer.weight.data *= (base_width / model.first.out_features) ** 0.5
    return groups
