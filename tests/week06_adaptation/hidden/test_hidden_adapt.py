"""Hidden tests of adapt.py: gradients in closed form or by finite differences, and all that must stay as it was."""

import numpy as np
import oracles_adaptation as oracles
import pytest
import torch
from oracles_adaptation import assert_raised, tensor

from autograder.kit import (
    assert_close,
    assert_dict,
    assert_float,
    assert_int,
    assert_list,
    assert_refused,
    assert_tuple,
)

F64 = torch.float64
NAN, INF = float("nan"), float("inf")
surely = pytest.mark.false_alarm(0.0, "float64 against closed forms; the tolerances are a thousand times the rounding")
by_differences = pytest.mark.false_alarm(
    1e-9, "in 300 draws the worst error of the differences was a hundredth of the tolerance"
)


@pytest.mark.question("prompt")
@pytest.mark.hint("The prompt goes in front of each sequence; the body stays in eval mode, and nothing of it moves.")
@surely
def test_only_the_prompt_learns(submission, rng):
    """Three rounds of gradient descent through a body of linear, cumulative sum and batch norm (which only divides)."""
    for length, width, n, tokens in ((1, 3, 2, 4), (4, 5, 3, 2)):
        w, start = rng.normal(size=(width, width)), rng.normal(size=(length, width))
        x, g = rng.normal(size=(n, tokens, width)), rng.normal(size=(n, tokens, width))
        seen = submission.probes.prompt(*(tensor(v, F64) for v in (w, start, x, g)), 3)
        prompt, by = start, np.sqrt(1 + 1e-5)
        for output, after in zip(assert_list(seen["outputs"], 3), assert_list(seen["prompts"], 3), strict=True):
            total = prompt.sum(0) + x.cumsum(1)
            assert_close(output, tensor(total @ w.T / by, F64), rtol=1e-9, atol=1e-9)
            prompt = prompt - g.sum((0, 1)) @ w / by  # the same for every token of the prompt
            assert_close(after, tensor(prompt, F64), rtol=1e-9, atol=1e-9)
        assert seen["trained"] == ["prompt"], "exactly the prompt is trained"
        assert seen["same"] is True, "`prompt` must stay one nn.Parameter, and `body` the network that was given"
        assert seen["body"] is True and all(seen["grads"]), "nothing of the body may move or get a gradient"
        assert_close(seen["start"], tensor(start, F64), rtol=0)


@pytest.mark.question("prompt")
@pytest.mark.hint("Override train: super().train(mode), then self.body.eval(), and return self. At the start too.")
@surely
def test_the_body_stays_in_eval_mode(submission, rng):
    """From the start, after train() and after eval(); train returns the module, as nn.Module's does."""
    w, x = rng.normal(size=(3, 3)), rng.normal(size=(2, 2, 3))
    seen = submission.probes.prompt(*(tensor(v, F64) for v in (w, w[:1], x, x)), 1)
    fresh, returned, training, body, evaluated = assert_list(seen["modes"], 5)
    assert fresh is True, "the body must be in eval mode from the start, and the module itself in training mode"
    assert returned is True, "train must return the module"
    assert training is True and body is False, "train must put the module in training mode, and leave the body in eval mode"
    assert evaluated is False, "eval must put the module in eval mode"


@pytest.mark.question("prompt")
@pytest.mark.hint("A matrix of finite numbers with a row or more; check before you freeze the body.")
@surely
def test_prompts_that_make_no_sense_are_refused(submission, rng):
    """Rows, dimensions, NaN; a right one freezes the body, a wrong one does not."""
    bad = [torch.zeros(0, 3), torch.zeros(3), torch.zeros(1, 2, 3), torch.tensor([[1.0, NAN, 0.0]]), torch.tensor([[INF, 0.0, 0.0]])]
    good = [tensor(rng.normal(size=(length, 3))) for length in (1, 1, 2, 4)] + [torch.zeros(1, 3)]
    calls = oracles.mixed(rng, good, bad)
    answers = assert_list(submission.probes.prompt_made(tensor(rng.normal(size=(3, 3))), [start for start, _ in calls]), len(calls))
    for seen, (start, is_right) in zip(answers, calls, strict=True):
        if is_right:
            assert seen["raised"] is None, "a start that makes sense is refused"
            assert_close(seen["prompt"], start, rtol=0)
        else:
            assert_raised(seen["raised"])
        assert set(seen["asked"]) == {not is_right}, "a body must be frozen, but not where it is refused"


# ---- maml -----------------------------------------------------------------------------------------------------------


def problem(rng, tasks):
    """Weights of a net of 2, 3 and 1 units, and tasks of 4 support and 5 query points."""
    w = [rng.normal(size=(2, 3)), rng.normal(size=(3, 1))]
    return w, [tuple((rng.normal(size=(n, 2)), rng.normal(size=(n, 1))) for n in (4, 5)) for _ in range(tasks)]


def sent(tasks):
    """The same as tensors."""
    return [tuple(tuple(tensor(v, F64) for v in batch) for batch in task) for task in tasks]


@pytest.mark.question("maml")
@pytest.mark.hint("create_graph=True in the inner step, so that the outer gradient goes through it; the mean over tasks.")
@by_differences
def test_second_order_gradients(submission, rng):
    """One to three tasks and inner steps, float64: against central differences of the outer loss."""
    for count, steps, rate, outer in ((1, 1, 0.3, 0.5), (3, 1, 0.2, 1.0), (2, 3, 0.2, 0.1)):
        w, tasks = problem(rng, count)
        options = {} if steps == 1 else {"inner_steps": steps}
        seen = submission.probes.maml([tensor(v, F64) for v in w], sent(tasks), rate, outer, options)
        value, _ = oracles.maml_loss(w, tasks, rate, steps)
        assert_float(seen["loss"], value, rtol=1e-9)
        gradient = oracles.differences(lambda v, t=tasks, r=rate, s=steps: oracles.maml_loss(v, t, r, s)[0], w)
        for got, old, g in zip(assert_list(seen["new"], 2), w, gradient, strict=True):
            assert_close(got, tensor(old - outer * g, F64), rtol=0, atol=1e-6 * (1 + float(np.abs(g).max())))


@pytest.mark.question("maml")
@pytest.mark.hint("First order: the query gradient at the adapted weights, as if these were the weights.")
@surely
def test_first_order_gradients(submission, rng):
    """One and two inner steps: by the chain rule, without the inner steps."""
    for count, steps in ((2, 1), (1, 2)):
        w, tasks = problem(rng, count)
        options = {"first_order": True, "inner_steps": steps}
        seen = submission.probes.maml([tensor(v, F64) for v in w], sent(tasks), 0.3, 0.7, options)
        value, gradient = oracles.maml_loss(w, tasks, 0.3, steps)
        assert_float(seen["loss"], value, rtol=1e-9)
        for got, old, g in zip(assert_list(seen["new"], 2), w, gradient, strict=True):
            assert_close(got, tensor(old - 0.7 * g, F64), rtol=1e-9, atol=1e-9)


@pytest.mark.question("maml")
@pytest.mark.hint("inner_steps + 1 calls of the loss for each task; new tensors; the old ones and their .grad stay.")
@surely
def test_what_it_costs_and_leaves(submission, rng):
    """Calls are counted; weights and their .grad are looked at afterwards."""
    for count, steps, first_order in ((1, 1, False), (3, 2, False), (2, 4, True)):
        w, tasks = problem(rng, count)
        options = {"inner_steps": steps, "first_order": first_order}
        seen = submission.probes.maml([tensor(v, F64) for v in w], sent(tasks), 0.1, 0.1, options)
        assert_int(seen["calls"], count * (steps + 1))
        assert seen["left"] is True, "the weights that were given, and their .grad, must stay as they were"
        assert seen["detached"] is True and seen["type"] is True, "the new weights are a list of detached tensors"


@pytest.mark.question("maml")
@pytest.mark.hint("allow_unused: a tensor that the support loss does not use has the gradient 0 there.")
@surely
def test_a_tensor_that_the_inner_loss_does_not_use(submission, rng):
    """Parabolas: by hand, (1 - rate) times the query gradient for the one, the query gradient for the other."""
    rate, outer = 0.25, 0.5
    a, b, near, far = (rng.normal(size=3) for _ in range(4))
    adapted = a - rate * (a - near)
    for first_order, factor in ((False, 1 - rate), (True, 1.0)):
        tasks = [(("support", tensor(near, F64)), ("query", tensor(far, F64)))]
        seen = submission.probes.maml_unused([tensor(a, F64), tensor(b, F64)], tasks, rate, outer, first_order)
        weights, loss = assert_tuple(seen, 2)
        first, second = assert_list(weights, 2)
        assert_close(first, tensor(a - outer * factor * (adapted - far + b), F64), rtol=1e-9, atol=1e-9)
        assert_close(second, tensor(b - outer * adapted, F64), rtol=1e-9, atol=1e-9)
        assert_float(loss, float(((adapted - far) ** 2).sum() / 2 + (adapted * b).sum()), rtol=1e-9, atol=1e-9)


@pytest.mark.question("maml")
@pytest.mark.hint("At least one task and one inner step; rates finite and above 0.")
@surely
def test_steps_that_make_no_sense_are_refused(submission, rng):
    """Tasks, either rate, inner steps; one wrong at a time."""
    w, tasks = problem(rng, 1)
    value, _ = oracles.maml_loss(w, tasks, 0.1, 1)
    weights, task = [tensor(v, F64) for v in w], sent(tasks)
    good = [(weights, task, 0.1, rate, options) for rate, options in ((0.1, {}), (0.2, {"inner_steps": 1}), (3.0, {"inner_steps": 1}))]
    bad = [(weights, [], 0.1, 0.1, {}), (weights, task, 0.1, 0.1, {"inner_steps": 0}), (weights, task, 0.1, 0.1, {"inner_steps": -1})]
    bad += [(weights, task, rate, 0.1, {}) for rate in (0.0, -0.1, NAN, INF)] + [(weights, task, 0.1, rate, {}) for rate in (0.0, -0.1, NAN, INF)]
    for call, is_right in oracles.mixed(rng, good, bad):
        if is_right:
            assert_float(submission.probes.maml(*call)["loss"], value, rtol=1e-9)
        else:
            assert_refused(submission.probes.maml, call)


# ---- tent -----------------------------------------------------------------------------------------------------------


def tent_problem(rng, kind, n=7):
    """Weights of a net, two batches, and the tensors of its norm; running statistics that are far from the batches'."""
    first, second = rng.normal(size=(5, 4)), rng.normal(size=(3, 5))
    norm = [rng.uniform(0.5, 1.5, size=5), rng.normal(size=5), rng.normal(size=5) + 3, rng.uniform(2, 3, size=5)]
    return [first, second, *norm], [rng.normal(size=(n, 4)) + 1 for _ in range(2)]


KEYS = ["entropies", "gains", "shifts", "moved", "mine", "same", "asked", "modes", "grads", "types"]


def run_tent(submission, kind, tensors, batches, rate, training=False, frozen=False):
    """What the probe saw."""
    seen = submission.probes.tent(
        kind, [tensor(v, F64) for v in tensors], [tensor(x, F64) for x in batches], rate, training, frozen
    )
    return assert_dict(seen, KEYS)


@pytest.mark.question("tent")
@pytest.mark.hint("The gradient of the mean entropy by the norm's weight and bias; batch norms take the batch's statistics.")
@surely
def test_two_steps_of_each_norm(submission, rng):
    """Layer norm and batch norm of vectors and pictures: entropies and parameters by the chain rule; the entropy falls."""
    for kind in ("layer", "batch", "image"):
        tensors, (x, _) = tent_problem(rng, kind)
        first, second, gain, shift = tensors[:4]
        normed, rate = oracles.normalise(x @ first.T, kind), 0.05
        seen = run_tent(submission, kind, tensors, [x, x, x], rate)
        values = []
        for step in range(3):
            value, grad_gain, grad_shift = oracles.tent_gradient(normed, second, gain, shift)
            assert_float(seen["entropies"][step], value, rtol=1e-9)
            gain, shift = gain - rate * grad_gain, shift - rate * grad_shift
            assert_close(seen["gains"][step], tensor(gain, F64), rtol=1e-8, atol=1e-10)
            assert_close(seen["shifts"][step], tensor(shift, F64), rtol=1e-8, atol=1e-10)
            values.append(value)
        assert values[0] > values[1] > values[2], "the oracle's own entropy must fall"


@pytest.mark.question("tent")
@pytest.mark.hint("Keep modes, requires_grad and buffers, and put them back; torch.autograd.grad leaves .grad alone.")
@surely
def test_nothing_else_moves(submission, rng):
    """In training and in eval mode, frozen or not: weights, statistics, counters, modes, flags and .grad."""
    for kind, training, frozen in (("batch", True, False), ("batch", False, True), ("layer", True, True), ("image", False, False)):
        tensors, batches = tent_problem(rng, kind)
        first, second, gain, shift = tensors[:4]
        seen = run_tent(submission, kind, tensors, batches, 0.1, training, frozen)
        assert_float(seen["entropies"][0], oracles.tent_gradient(oracles.normalise(batches[0] @ first.T, kind), second, gain, shift)[0], rtol=1e-9)
        assert seen["moved"] == seen["mine"], "exactly weight and bias of the norm must move: no other parameter, no buffer"
        assert seen["same"] is True, "the parameters must stay the same objects"
        assert seen["asked"] is True, "requires_grad must be as before"
        assert seen["modes"] is True, "each module must be in the mode it was in"
        assert seen["grads"] is True, "no .grad may be left behind"


@pytest.mark.question("tent")
@pytest.mark.hint("log_softmax: p ln p of a tiny p is 0, not NaN.")
@surely
def test_predictions_that_are_sure(submission, rng):
    """Logits in the thousands: an entropy of 0, and parameters that stay where they are; then the limit of ln 3."""
    tensors, (x, _) = tent_problem(rng, "layer")
    tensors[1] = 1e4 * np.array([[1, 0, 0, 0, 0], [0, 0, 0, 0, 0], [-1, 0, 0, 0, 0]])
    tensors[2], tensors[3] = np.ones(5), np.array([20.0, 0, 0, 0, 0])
    seen = run_tent(submission, "layer", tensors, [x], 0.1)
    assert_float(seen["entropies"][0], 0.0, atol=1e-12)
    assert_close(seen["gains"][0], tensor(tensors[2], F64), rtol=0, atol=1e-12)
    tensors[1] = np.zeros((3, 5))
    assert_float(run_tent(submission, "layer", tensors, [x], 0.1)["entropies"][0], float(np.log(3)), rtol=1e-9)


@pytest.mark.question("tent")
@pytest.mark.hint("A model without norms cannot be adapted so; the rate is finite and above 0.")
@surely
def test_models_and_rates_that_make_no_sense(submission, rng):
    """No norm, a norm without parameters, rates; and a right step first."""
    right = [("layer", True, rate) for rate in (0.1, 2.0, 0.01)]
    wrong = [("identity", True, 0.1), ("layer", False, 0.1)] + [("layer", True, rate) for rate in (0.0, -1.0, INF, NAN)]
    tensors, (x, _) = tent_problem(rng, "layer")
    value = oracles.tent_gradient(oracles.normalise(x @ tensors[0].T, "layer"), *tensors[1:4])[0]
    given = [tensor(v, F64) for v in tensors]
    bare = [*given[:2], None, None, *given[4:]]
    calls = oracles.mixed(rng, right, wrong)
    cases = [(kind, given if affine else bare, tensor(x, F64), rate) for (kind, affine, rate), _ in calls]
    answers = assert_list(submission.probes.tent_once(cases), len(calls))
    for seen, (_, is_right) in zip(answers, calls, strict=True):
        if is_right:
            assert seen["raised"] is None, "a step that makes sense is refused"
            assert_float(seen["entropy"], value, rtol=1e-9)
        else:
            assert_raised(seen["raised"])
            assert seen["moved"] == [], "nothing may move where the step is refused"

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
