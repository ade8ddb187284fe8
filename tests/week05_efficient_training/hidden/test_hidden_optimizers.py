"""Hidden tests of optimizers.py: torch.optim's trajectories over many steps, and closed forms of single ones."""

import math

import oracles_training as oracles
import pytest
import torch
from oracles_training import normal, schedule_by_torch

from autograder.kit import assert_close, assert_dict, assert_float, assert_list, assert_refused, assert_tuple

NAN, INF = float("nan"), float("inf")
rounding = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of floats")


# ---- adamw-step -----------------------------------------------------------------------------------------------------


def steps(rng, shapes, count, missing=()):
    """Parameters, and gradients for each step; (step, name) in `missing` have none."""
    params = {name: normal(rng, *shape) for name, shape in shapes.items()}
    grads = [{n: normal(rng, *shape) for n, shape in shapes.items() if (i, n) not in missing} for i in range(count)]
    return params, grads


def assert_path(seen, expected, dtype=torch.float64, rtol=1e-9, atol=1e-12):
    """Every parameter after every step; no argument has changed."""
    for got, wanted in zip(assert_list(seen["path"], len(expected)), expected):
        for name, value in assert_dict(got, wanted).items():
            assert_close(value, wanted[name].to(dtype), rtol=rtol, atol=atol)
    assert seen["changed"] is False, "an argument has changed"


@pytest.mark.question("adamw-step")
@pytest.mark.hint("Decay the weight, not the gradient; divide both averages by 1 - beta^t; eps is added to the root.")
@rounding
def test_many_steps_follow_torch(submission, rng):
    """Twelve steps, three parameters, several settings, gradients as small as eps among them."""
    params, grads = steps(rng, {"a": (3, 4), "b": (5,), "c": ()}, 12)
    grads = [{name: value * 10.0 ** (-4 * (i % 3)) for name, value in step.items()} for i, step in enumerate(grads)]
    for options in ({}, {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.3}, {"betas": (0.0, 0.5), "weight_decay": 0.0, "eps": 0.0}):
        lr = float(rng.uniform(0.01, 0.1))
        expected = oracles.adamw_by_torch(params, grads, lr=lr, **options)
        assert_path(submission.probes.trajectory(params, grads, [lr] * 12, options), expected)


@pytest.mark.question("adamw-step")
@pytest.mark.hint("Each parameter counts its own steps; without a gradient nothing of it changes, decay included.")
@rounding
def test_parameters_without_a_gradient_wait(submission, rng):
    """Gradients come and go, at the first step too; the state holds two numbers a parameter."""
    missing = {(0, "a"), (1, "b"), (2, "b"), (4, "a")}
    params, grads = steps(rng, {"a": (2, 30), "b": (40,), "never": (20,)}, 7, missing | {(i, "never") for i in range(7)})
    expected = oracles.adamw_by_torch(params, grads, lr=0.05, weight_decay=0.2)
    seen = submission.probes.trajectory(params, grads, [0.05] * 7, {"weight_decay": 0.2})
    assert_path(seen, expected)
    assert seen["numbers"] <= 2 * 120 + 3 * 8, f"the state holds {seen['numbers']} numbers for 120 parameters"


@pytest.mark.question("adamw-step")
@pytest.mark.hint("The decay of a step takes that step's learning rate.")
@rounding
def test_a_schedule_and_single_precision(submission, rng):
    """A learning rate that changes at each step, by lr = 0 too; once in float32."""
    params, grads = steps(rng, {"w": (4, 3)}, 6)
    rates = [0.1, 0.0, 0.3, 0.02, 0.05, 0.1]
    state, value = {"m": 0.0, "v": 0.0}, params["w"]
    expected = []
    for t, (lr, step) in enumerate(zip(rates, grads), 1):
        g = step["w"]
        state = {"m": 0.9 * state["m"] + 0.1 * g, "v": 0.99 * state["v"] + 0.01 * g * g}
        value = value - lr * 0.5 * value - lr * (state["m"] / (1 - 0.9**t)) / ((state["v"] / (1 - 0.99**t)).sqrt() + 1e-8)
        expected.append({"w": value})
    options = {"betas": (0.9, 0.99), "weight_decay": 0.5}
    assert_path(submission.probes.trajectory(params, grads, rates, options), expected)
    params32, grads32 = {"w": params["w"].float()}, [{"w": step["w"].float()} for step in grads]
    # six steps, a few roundings each
    assert_path(submission.probes.trajectory(params32, grads32, rates, options), expected, torch.float32, 1e-4, 1e-5)


@pytest.mark.question("adamw-step")
@pytest.mark.hint("The first step is lr times the sign of the gradient. Ranges and shapes are checked: ValueError.")
@rounding
def test_settings_that_make_no_sense_are_refused(submission, rng):
    """After a first step, which the size of the gradient does not change."""
    w, g = normal(rng, 3), normal(rng, 3).sign() * 100
    params, state = assert_tuple(submission.optimizers.adamw_step({"w": w}, {"w": g}, {}, 0.25, weight_decay=0.0), 2)
    assert_close(params["w"], w - 0.25 * g.sign(), rtol=1e-6, atol=1e-9)
    assert type(state) is dict
    good = {"params": {"w": w}, "grads": {"w": g}, "state": {}}
    bad = [{"lr": -0.1}, {"lr": NAN}]
    bad += [{"lr": 0.1, name: wrong} for name in ("eps", "weight_decay") for wrong in (-1e-8, NAN)]
    bad += [{"lr": 0.1, "betas": betas} for betas in ((1.0, 0.9), (1.5, 0.9), (-0.1, 0.9), (0.9, 1.0), (0.9, 1.5), (0.9, -0.1), (NAN, 0.9), (0.9, NAN))]
    bad += [{"lr": 0.1, "grads": grads} for grads in ({"w": g[:2]}, {"w": g[:, None]}, {"w": g, "u": g})]
    assert_refused(submission.optimizers.adamw_step, *(good | changed for changed in bad))


# ---- clip-grad-norm -------------------------------------------------------------------------------------------------


@pytest.mark.question("clip-grad-norm")
@pytest.mark.hint("One norm over all gradients together, one factor for all: the direction stays.")
@rounding
def test_one_factor_for_all(submission, rng):
    """Gradients planted to a known norm; above, at half and far below the limit; names, shapes and dtypes stay."""
    for limit in (0.5, 3.0, 40.0, 1e-4):
        grads = {"a": normal(rng, 4, 3), "b": normal(rng, 7), "c": normal(rng, 1)}
        length = math.sqrt(sum(float((g * g).sum()) for g in grads.values()))
        norm = float(rng.uniform(5, 20))
        grads = {name: g * (norm / length) for name, g in grads.items()}
        seen = submission.probes.call_and_look("optimizers", "clip_grad_norm", [grads, limit], {})
        clipped, before = assert_tuple(seen["result"], 2)
        assert_float(before, norm, rtol=1e-9)
        for name, value in assert_dict(clipped, grads).items():
            assert_close(value, grads[name] * min(1.0, limit / (norm + 1e-6)), rtol=1e-9)
            assert torch.equal(seen["arguments"][0][name], grads[name]), "a gradient has changed"


@pytest.mark.question("clip-grad-norm")
@pytest.mark.hint("The 1e-6 beside the norm matters where norms are small; the factor never exceeds 1.")
@rounding
def test_small_norms_and_torch(submission, rng):
    """Norms around 1e-6, against torch's own function; no gradients, and gradients of 0."""
    for size, limit in ((1e-6, 3e-7), (1e-6, 1e-6), (2.0, 1.0)):
        grads = {"a": size * normal(rng, 6), "b": size * normal(rng, 2, 2)}
        own = [torch.zeros_like(g).requires_grad_() for g in grads.values()]
        for parameter, g in zip(own, grads.values()):
            parameter.grad = g.clone()
        norm = torch.nn.utils.clip_grad_norm_(own, limit, foreach=False)
        clipped, before = assert_tuple(submission.probes.clipped(grads, limit), 2)
        assert_float(before, float(norm), rtol=1e-9)
        for name, parameter in zip(grads, own):
            assert_close(assert_dict(clipped, grads)[name], parameter.grad, rtol=1e-9)
    clipped, before = assert_tuple(submission.optimizers.clip_grad_norm({}, 1.0), 2)
    assert clipped == {}
    assert_float(before, 0.0)
    clipped, before = assert_tuple(submission.optimizers.clip_grad_norm({"z": torch.zeros(3)}, 1.0), 2)
    assert_close(clipped["z"], torch.zeros(3))
    assert_float(before, 0.0)


@pytest.mark.question("clip-grad-norm")
@pytest.mark.hint("Squares of 16-bit numbers overflow or vanish long before the numbers do: .double() first.")
@rounding
def test_half_precision_does_not_overflow(submission, rng):
    """Entries of some thousands and of a millionth in 16 bits, beside float32 ones."""
    for size in (5000.0, 2e-6):
        grads = {"a": (size * (1 + normal(rng, 30).abs())).half(), "b": torch.tensor([3.0 * size])}
        norm = math.sqrt(sum(float((g.double() ** 2).sum()) for g in grads.values()))
        clipped, before = assert_tuple(submission.optimizers.clip_grad_norm(grads, norm / 2), 2)
        assert_float(before, norm, rtol=1e-6)
        factor = (norm / 2) / (norm + 1e-6)
        # 11 bits for each half, and steps of 6e-8 below 6e-5
        assert_close(clipped["a"], (grads["a"].double() * factor).half(), rtol=2e-3, atol=1.3e-7)
        assert_close(clipped["b"], (grads["b"].double() * factor).float(), rtol=1e-5)


@pytest.mark.question("clip-grad-norm")
@pytest.mark.hint("A limit above 0, and gradients that are finite.")
@rounding
def test_infinite_gradients_and_limits_are_refused(submission, rng):
    """After a right answer: limits, NaN, infinity."""
    grads = {"a": normal(rng, 3)}
    _, before = assert_tuple(submission.optimizers.clip_grad_norm(grads, 1.0), 2)
    assert_float(before, float(grads["a"].norm()), rtol=1e-9)
    broken = [{"a": grads["a"], "b": torch.tensor([1.0, wrong])} for wrong in (NAN, INF, -INF)]
    bad = [(grads, 0.0), (grads, -1.0), (grads, NAN), *((gradients, 1.0) for gradients in broken)]
    assert_refused(submission.optimizers.clip_grad_norm, *bad)


# ---- cosine-lr ------------------------------------------------------------------------------------------------------


@pytest.mark.question("cosine-lr")
@pytest.mark.hint("(step + 1) / warmup on the way up; on the way down the steps since the warm-up over total - warmup.")
@rounding
def test_rates_follow_torch(submission, rng):
    """Every step of schedules with a long, a short and no warm-up, by torch's schedulers; then the least rate stays."""
    for warmup, total in ((5, 12), (1, 7), (0, 6)):
        high = float(rng.uniform(0.1, 2))
        low = high * float(rng.uniform(0.01, 0.5))
        got = [submission.optimizers.cosine_lr(step, high, warmup, total, low) for step in range(total + 1)]
        for value, expected in zip(got, schedule_by_torch(high, warmup, total, low)):
            assert_float(value, expected, rtol=1e-9, atol=1e-12)
        for step in (total + 1, 10 * total):
            assert_float(submission.optimizers.cosine_lr(step, high, warmup, total, low), low)
    assert_float(submission.optimizers.cosine_lr(step=total, max_lr=high, warmup=0, total=total), 0.0, atol=1e-12)
    assert_float(submission.optimizers.cosine_lr(total / 4, high, 0, total), high * (1 + math.sqrt(0.5)) / 2)


@pytest.mark.question("cosine-lr")
@pytest.mark.hint("warmup below total, min_lr from 0 to max_lr, steps from 0: at every step, else ValueError.")
@rounding
def test_schedules_that_make_no_sense_are_refused(submission, rng):
    """After a right answer: one thing wrong at a time."""
    high = float(rng.uniform(0.1, 2))
    assert_float(submission.optimizers.cosine_lr(2, high, 4, 9), high * 3 / 4)
    assert_float(submission.optimizers.cosine_lr(7, high, 4, 9, high), high)
    bad = [(2, high, 9, 9), (2, high, 10, 9), (2, high, -1, 9), (2, high, 4, 9, -0.1), (2, high, 4, 9, 2 * high), (2, -high, 4, 9)]
    bad += [(-1, high, 4, 9), (NAN, high, 4, 9), (2, NAN, 4, 9), (2, high, 4, 9, NAN)]
    assert_refused(submission.optimizers.cosine_lr, *bad)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
