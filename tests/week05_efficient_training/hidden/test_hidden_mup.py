"""Hidden tests of mup.py: the factors from fan-in and fan-out, the prepared network, and the coordinate check."""

import math

import pytest
import torch
from oracles_training import normal

from autograder.kit import assert_close, assert_dict, assert_float, assert_list, assert_refused

rounding = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of double precision")
ROLES, COLUMNS = ("input", "hidden", "output", "bias"), ("init", "lr", "multiplier")


def table(m, optimizer):
    """Table 8 of Yang et al. by fan-in and fan-out, each as a power of the width."""
    rows = {}
    for role, (fan_in, fan_out) in {"input": (0, 1), "hidden": (1, 1), "output": (1, 0), "bias": (0, 1)}.items():
        init = 0.0 if role == "output" else -fan_in / 2
        if optimizer == "adam":
            lr = -1.0 if role == "hidden" else 0.0
        else:
            lr = {"input": fan_out, "hidden": 0.0, "output": fan_in, "bias": fan_out}[role]
        rows[role] = dict(zip(COLUMNS, (m**init, m**lr, m ** (-1.0 if role == "output" else 0.0))))
    return rows


def assert_table(got, expected):
    """All factors."""
    for role, row in assert_dict(got, ROLES).items():
        for column, value in assert_dict(row, COLUMNS).items():
            assert_float(value, expected[role][column], rtol=1e-9)


@pytest.mark.question("mup-scaling")
@pytest.mark.hint("With Adam only hidden weights take a smaller learning rate; only the output has a multiplier.")
@rounding
def test_the_table_for_adam(submission, rng):
    """Wider, as wide, and narrower than the base, whole multiples and others."""
    for base, width in ((32, 32 * int(rng.integers(2, 20))), (48, 48), (300, int(rng.integers(301, 999))), (256, 64), (1, 7), (4, 1)):
        assert_table(submission.mup.mup_scaling(base, width), table(width / base, "adam"))
        assert_table(submission.mup.mup_scaling(base_width=base, width=width, optimizer="adam"), table(width / base, "adam"))


@pytest.mark.question("mup-scaling")
@pytest.mark.hint("With SGD what is a vector in the width takes a learning rate that grows, and hidden weights take the same.")
@rounding
def test_the_table_for_sgd(submission, rng):
    """The same widths."""
    for base, width in ((32, 32 * int(rng.integers(2, 20))), (300, int(rng.integers(301, 999))), (256, 64)):
        assert_table(submission.mup.mup_scaling(base, width, "sgd"), table(width / base, "sgd"))


@pytest.mark.question("mup-scaling")
@pytest.mark.hint('Widths of 1 or more, "adam" or "sgd".')
@rounding
def test_other_optimizers_and_no_width_are_refused(submission, rng):
    """After a right table."""
    width = int(rng.integers(10, 99))
    assert_table(submission.mup.mup_scaling(10, width), table(width / 10, "adam"))
    bad = [(0, width), (-4, width), (10, 0), (10, -width), (-10, -width)]
    assert_refused(submission.mup.mup_scaling, *bad, *((10, width, optimizer) for optimizer in ("lion", "", "Adam")))


def assert_prepared(seen, depth, m, lr):
    """Weights as muP asks at a standard start, the multiplier, and one learning rate for each parameter."""
    assert seen["same"] is True, "the model's parameters must stay the same objects"
    for name, value in assert_dict(seen["after"], seen["before"]).items():
        factor = math.sqrt(m) if name == "head.weight" else 1.0
        assert_close(value, seen["before"][name] * factor, rtol=1e-9)
    assert_float(seen["multiplier"], 1 / m)
    for name, rates in seen["rates"].items():
        hidden = name in {f"hidden.{i}.weight" for i in range(depth)}
        assert_float(assert_list(rates, 1)[0], lr / m if hidden else lr, rtol=1e-9)


@pytest.mark.question("mup-setup")
@pytest.mark.hint("The standard start has 1 / width for the output's variance; muP wants 1 / base_width, and a multiplier.")
@rounding
def test_the_model_and_its_groups(submission, rng, planted):
    """Several widths and depths, wider and narrower than the base, no hidden layer, other sizes."""
    for sizes, base in (((5, 64, 2, 3), 16), ((4, 24, 1, 10), 32), ((7, 30, 3, 2), 12), ((3, 40, 0, 4), 8), ((3, 6, 1, 2), 1)):
        lr, seed = float(rng.uniform(0.01, 1)), int(planted.integers(2**31))
        assert_prepared(submission.probes.prepared(sizes, seed, base, lr), sizes[2], sizes[1] / base, lr)


@pytest.mark.question("mup-setup")
@pytest.mark.hint("At the base width muP is what you had.")
@rounding
def test_at_the_base_width_nothing_changes(submission, rng, planted):
    """Weights, multiplier and learning rates."""
    lr, seed = float(rng.uniform(0.01, 1)), int(planted.integers(2**31))
    seen = submission.probes.prepared((6, 20, 2, 4), seed, 20, lr)
    assert_prepared(seen, 2, 1.0, lr)
    for name, value in seen["before"].items():
        assert torch.equal(seen["after"][name], value), name


@pytest.mark.question("mup-setup")
@pytest.mark.fresh
@pytest.mark.hint("After some steps of Adam activations have changed by as much at every width; logits too.")
@pytest.mark.false_alarm(1e-6, "over 300 seeds the largest ratio was half of the bound")
def test_the_coordinate_check(submission, rng):
    """Three steps at widths 32 to 512: neither the last hidden layer's change nor the logits' grows or dies with the width."""
    x, y = normal(rng, 32, 20, dtype=torch.float32), torch.tensor(rng.integers(0, 10, size=32))
    rows = submission.probes.coordinates(20, [32, 128, 512], 32, 0.01, x, y, 3)
    for place in range(2):
        changes = [row[place] for row in assert_list(rows, 3)]
        assert min(changes) > 0 and max(changes) < 3 * min(changes), f"changes at widths 32, 128, 512: {changes}"


@pytest.mark.question("mup-setup")
@pytest.mark.hint("A base width of 1 or more, a learning rate above 0: checked before the model changes.")
@rounding
def test_no_base_width_and_no_rate_are_refused(submission, rng, planted):
    """After a valid call; the model stays as it was."""
    seed = int(planted.integers(2**31))
    assert_prepared(submission.probes.prepared((3, 16, 1, 2), seed, 4, 0.5), 1, 4.0, 0.5)
    for base, lr in ((0, 0.5), (-4, 0.5), (4, 0.0), (4, -0.5), (4, float("nan"))):
        assert_refused(submission.probes.prepared, ((3, 16, 1, 2), seed, base, lr))
        left = assert_dict(submission.probes.left(), ["before", "after", "multiplier"])
        assert left["multiplier"] == 1.0
        for name, value in left["before"].items():
            assert torch.equal(left["after"][name], value), "a refused call has changed the model"


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
