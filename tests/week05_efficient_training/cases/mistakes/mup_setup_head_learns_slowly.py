"""The head takes the rate of the hidden weights."""

# module: mup
# caught by: mup-setup

_prepared = mup_setup


def mup_setup(model, base_width, lr):

    hidden, others = _prepared(model, base_width, lr)
    head = model.head.weight
    rest = [p for p in others["params"] if p is not head]
    return [{"params": [*hidden["params"], head], "lr": hidden["lr"]}, {"params": rest, "lr": lr}]
