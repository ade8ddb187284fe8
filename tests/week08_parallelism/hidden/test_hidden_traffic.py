"""Hidden tests of traffic.py: bytes added up transfer by transfer, and the ridge of the roofline."""

import math
from fractions import Fraction

import pytest

from autograder.kit import assert_bool, assert_dict, assert_float, assert_int, assert_list, assert_refused

surely = pytest.mark.false_alarm(0.0, "a few products of whole numbers")
STRATEGIES = ("data", "zero3", "tensor", "pipeline")


def added_up(config, strategy, size):
    """The bytes that the busiest device sends, collective by collective, as an exact fraction."""
    layers, hidden, tokens, itemsize = (config[name] for name in ("layers", "hidden", "tokens", "itemsize"))
    share = Fraction(size - 1, size)
    weights, activations = 12 * layers * hidden * hidden * itemsize, tokens * hidden * itemsize
    if strategy == "data":
        return share * weights + share * weights  # a reduce-scatter and an all-gather
    if strategy == "zero3":
        return sum(share * weights for _ in ("gather forward", "gather backward", "scatter"))
    if strategy == "tensor":
        return sum(2 * share * activations for _ in range(layers) for _ in ("attention", "mlp") for _ in ("forward", "backward"))
    sends = [(device < size - 1) + (device > 0) for device in range(size)]
    return Fraction(max(sends) * activations)


def configs(planted):
    """Models and batches of several sizes."""
    for layers, hidden, itemsize in ((1, 8, 4), (12, 768, 2), (96, 12288, 2)):
        yield {"layers": layers, "hidden": hidden, "tokens": int(planted.integers(1, 10**6)), "itemsize": itemsize}


@pytest.mark.question("network-bound")
@pytest.mark.hint("Add up the transfers of one step: what is sent, how often, and what share of it leaves a device.")
@surely
def test_bytes_transfer_by_transfer(submission, planted):
    """Three models, four strategies, one to 512 devices."""
    calls = [(config, strategy, size) for config in configs(planted) for strategy in STRATEGIES for size in (1, 2, 3, 512)]
    for got, call in zip(assert_list(submission.probes.many("traffic", "step_traffic", calls), len(calls)), calls, strict=True):
        assert_float(got, float(added_up(*call)), rtol=1e-12)


@pytest.mark.question("network-bound")
@pytest.mark.hint("6 * parameters * tokens FLOPs, an n-th of them on each device; bound when communication takes longer.")
@surely
def test_both_times_and_the_longer_one(submission, planted):
    """The same, at bandwidths ten per cent on either side of the ridge; exactly on it a step is not bound."""
    calls, rights = [], []
    for config in configs(planted):
        for strategy in STRATEGIES:
            for size, factor in ((1, 1.0), (2, 0.9), (16, 1.1)):
                flops = float(planted.uniform(1e12, 1e15))
                compute = 6 * 12 * config["layers"] * config["hidden"] ** 2 * config["tokens"] / size / flops
                sent = float(added_up(config, strategy, size))
                bandwidth = factor * sent / compute if sent else 1e9
                calls.append((config, strategy, size, bandwidth, flops))
                rights.append((compute, sent / bandwidth, factor < 1))
    for got, (compute, communication, bound) in zip(submission.probes.many("traffic", "communication_bound", calls), rights, strict=True):
        assert_dict(got, ["compute", "communication", "bound"])
        assert_float(got["compute"], compute, rtol=1e-9)
        assert_float(got["communication"], communication, rtol=1e-9)
        assert_bool(got["bound"], bound)
    even = {"layers": 1, "hidden": 1, "tokens": 4, "itemsize": 2}  # 24 bytes and 144 FLOPs on each of two devices
    assert_bool(submission.traffic.communication_bound(even, "data", 2, 1.0, 6.0)["bound"], False)


@pytest.mark.question("network-bound")
@pytest.mark.hint("Round up to whole tokens; with more tokens compute grows and the gradients do not.")
@surely
def test_the_batch_at_the_ridge(submission, planted):
    """Bandwidths that put the ridge between two whole numbers of tokens; never below one token."""
    calls, rights = [], []
    for strategy, transfers in (("data", 2), ("zero3", 3)):
        for size, itemsize in ((2, 2), (8, 4), (64, 1)):
            tokens, flops = int(planted.integers(3, 10**5)), float(planted.uniform(1e12, 1e15))
            # transfers * 12 * itemsize * (n - 1) / n / bandwidth = 6 * 12 * (tokens - 0.5) / n / flops
            bandwidth = transfers * itemsize * (size - 1) * flops / (6 * (tokens - 0.5))
            calls.append((strategy, size, bandwidth, flops, itemsize))
            rights.append(tokens)
        calls += [(strategy, 4, 1e15, 1e12), (strategy, 1, 1.0, 1e12), (strategy, 3, transfers * 2 * 2 * 1e12 / (6 * 7.5), 1e12)]
        rights += [1, 1, 8]
    for got, expected in zip(assert_list(submission.probes.many("traffic", "least_tokens", calls), len(calls)), rights, strict=True):
        assert_int(got, expected)


@pytest.mark.question("network-bound")
@pytest.mark.hint("Names, sizes below 1, speeds that are none; and strategies that more tokens do not help.")
@surely
def test_impossible_steps_are_refused(submission):
    """After right answers: each wrong thing by itself, in each of the three functions."""
    good = {"layers": 1, "hidden": 2, "tokens": 3, "itemsize": 4}
    assert_float(submission.traffic.step_traffic(good, "pipeline", 2), 24)
    assert_bool(submission.traffic.communication_bound(good, "data", 1, 1.0, 1.0)["bound"], False)
    bad = [(good, "model", 2), (good, "data", 0), *(({**good, name: 0}, "tensor", 2) for name in good), *(({**good, name: -1}, "data", 1) for name in good)]
    assert_refused(submission.traffic.step_traffic, *bad)
    speeds = [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (1.0, -1.0), (math.nan, 1.0), (1.0, math.nan), (math.inf, 1.0), (1.0, math.inf)]
    bad = [(*call, 1.0, 1.0) for call in bad] + [(good, "data", 2, *pair) for pair in speeds]
    assert_refused(submission.traffic.communication_bound, *bad)
    bad = [("tensor", 2, 1.0, 1.0), ("pipeline", 2, 1.0, 1.0), ("model", 2, 1.0, 1.0), ("data", 0, 1.0, 1.0), ("data", 2, 1.0, 1.0, 0)]
    bad += [("zero3", 2, *pair) for pair in speeds]
    assert_refused(submission.traffic.least_tokens, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
