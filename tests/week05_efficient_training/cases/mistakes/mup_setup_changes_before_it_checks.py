"""Notices a bad learning rate after the model has changed."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    if base_width >= 1:
        groups = _prepared(model, base_width, 1.0)
        if not lr > 0:
            raise ValueError("rate")
        return [{**group, "lr": group["lr"] * lr} for group in groups]
    return _prepared(model, base_width, lr)
