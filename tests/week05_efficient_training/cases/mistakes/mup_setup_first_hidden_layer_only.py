"""Only the first hidden layer counts as hidden."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    hidden, others = _prepared(model, base_width, lr)
    first, rest = hidden["params"][:1], hidden["params"][1:]
    return [{"params": first, "lr": hidden["lr"]}, {"params": [*others["params"], *rest], "lr": lr}]
