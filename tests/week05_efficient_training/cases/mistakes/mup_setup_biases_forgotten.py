"""No group holds the biases."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    groups = _prepared(model, base_width, lr)
    return [{**group, "params": [p for p in group["params"] if p.dim() > 1]} for group in groups]
