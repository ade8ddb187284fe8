"""Factors from fan-in and fan-out; groups of one parameter each, by name."""

# module: mup

import math


def mup_scaling(base_width, width, optimizer="adam"):
    if min(base_width, width) < 1:
        raise ValueError("width")
    fans = {"input": (0, 1), "hidden": (1, 1), "output": (1, 0), "bias": (0, 1)}
    m, result = width / base_width, {}
    for role, (fan_in, fan_out) in fans.items():
        matrix = fan_in and fan_out
        if optimizer == "adam":
            rate = 1 / m if matrix else 1
        elif optimizer == "sgd":
            rate = 1 if matrix else m
        else:
            raise ValueError(optimizer)
        result[role] = {"init": 1 / math.sqrt(m) if matrix else 1, "lr": rate, "multiplier": 1 / m if role == "output" else 1}
    return result


def mup_setup(model, base_width, lr):
    if not lr > 0:
        raise ValueError("rate")
    scaling = mup_scaling(base_width, model.head.in_features)
    with torch.no_grad():
        model.head.weight.mul_(math.sqrt(model.head.in_features / base_width))
    model.multiplier = scaling["output"]["multiplier"]
    groups = []
    for name, parameter in model.named_parameters():
        role = "hidden" if name.startswith("hidden") and name.endswith("weight") else "bias"
        groups.append({"params": [parameter], "lr": lr * scaling[role]["lr"], "name": name})
    return groups

