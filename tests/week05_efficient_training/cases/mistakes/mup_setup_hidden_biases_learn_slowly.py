"""Biases of hidden layers take the rate of their weights."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    hidden, others = _prepared(model, base_width, lr)
    slow = [layer.bias for layer in model.hidden]
    rest = [p for p in others["params"] if not any(p is q for q in slow)]
    return [{"params": [*hidden["params"], *slow], "lr": hidden["lr"]}, {"params": rest, "lr": lr}]
