"""All parameters take the smaller rate."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    groups = _prepared(model, base_width, lr)
    return [{"params": [p for group in groups for p in group["params"]], "lr": groups[0]["lr"]}]
