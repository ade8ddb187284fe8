"""Public tests of mup.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest

from autograder.kit import assert_dict, assert_float

ROLES = ("input", "hidden", "output", "bias")


def assert_all_learn(seen):
    """Every parameter is in a group."""
    forgotten = [name for name, rate in seen["rates"].items() if rate is None]
    assert not forgotten, f"no group holds {', '.join(forgotten)}"


@pytest.mark.question("mup-scaling")
@pytest.mark.hint("Hidden: start with 1 / sqrt(m), rate 1 / m. Output: multiplier 1 / m. All others are 1.")
def test_four_times_as_wide_with_adam(submission):
    """m = 4."""
    scaling = assert_dict(submission.mup.mup_scaling(64, 256), ROLES)
    expected = {"input": (1, 1, 1), "hidden": (0.5, 0.25, 1), "output": (1, 1, 0.25), "bias": (1, 1, 1)}
    for role, row in expected.items():
        for column, value in zip(("init", "lr", "multiplier"), row):
            assert_float(assert_dict(scaling[role], ["init", "lr", "multiplier"])[column], value)


@pytest.mark.question("mup-scaling")
@pytest.mark.hint("With SGD the rates of input, output and biases grow with m, and the hidden ones stay.")
def test_sgd_takes_other_rates(submission):
    """m = 4; lion is no optimizer of ours."""
    scaling = submission.mup.mup_scaling(64, 256, "sgd")
    for role, rate in (("input", 4), ("hidden", 1), ("output", 4), ("bias", 4)):
        assert_float(scaling[role]["lr"], rate)
    with pytest.raises(ValueError):
        submission.mup.mup_scaling(64, 256, "lion")


@pytest.mark.question("mup-setup")
@pytest.mark.hint("The standard start has already made hidden weights smaller, and the output's too: that one must be undone.")
def test_a_network_four_times_as_wide(submission):
    """Only the head's weight grows, by sqrt(4); hidden weights learn at a quarter of the rate."""
    seen = submission.probes.prepared(64, 16, 0.1)
    assert_all_learn(seen)
    for name, factor in {"first.weight": 1, "hidden.0.weight": 1, "hidden.1.weight": 1, "head.weight": 2}.items():
        assert_float(seen["grown"][name], factor, rtol=1e-4)
    assert_float(seen["multiplier"], 0.25)
    for name, rate in seen["rates"].items():
        assert_float(rate, 0.025 if name.startswith("hidden") and name.endswith("weight") else 0.1)


@pytest.mark.question("mup-setup")
@pytest.mark.hint("m = 1: every factor is 1.")
def test_at_the_base_width(submission):
    """Nothing grows; a base width of 0 is refused."""
    seen = submission.probes.prepared(16, 16, 0.1)
    assert_all_learn(seen)
    assert_float(seen["multiplier"], 1.0)
    assert_float(seen["grown"]["head.weight"], 1.0, rtol=1e-6)
    with pytest.raises(ValueError):
        submission.probes.prepared(16, 0, 0.1)
