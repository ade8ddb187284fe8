"""Hidden tests of losses.py: loss and gradients by the closed form, and the size of every tensor that is made."""

import oracles_training as oracles
import pytest
import torch
from oracles_training import normal, tensor

from autograder.kit import assert_close, assert_none, assert_refused

rounding = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of floats")


def words(rng, n, v):
    """n targets among v words, the first and the last word among them."""
    targets = rng.integers(0, v, size=n)
    targets[:2] = [0, v - 1][: len(targets[:2])]
    return torch.tensor(targets)


def assert_loss(seen, hidden, weight, targets, factor=1.0, rtol=1e-9, atol=1e-12):
    """Loss and gradients, in the dtype of what came in."""
    loss, grad_hidden, grad_weight = oracles.cross_entropy(hidden.double(), weight.double(), targets)
    assert_close(seen["loss"], tensor(loss, hidden.dtype), rtol=rtol, atol=atol)
    assert_close(seen["hidden"], tensor(factor * grad_hidden, hidden.dtype), rtol=rtol, atol=atol)
    assert_close(seen["weight"], tensor(factor * grad_weight, hidden.dtype), rtol=rtol, atol=atol)


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.hint("One mean over all rows: the last chunk may be smaller, and must not weigh more. Chunks may be larger than n.")
@rounding
def test_loss_and_gradients_for_every_chunk(submission, rng):
    """Chunks of one row, chunks that do not divide the rows, one that holds more than all; an incoming gradient."""
    hidden, weight, targets = normal(rng, 11, 4), normal(rng, 7, 4), words(rng, 11, 7)
    for chunk in (1, 4, 11, 50):
        factor = float(rng.uniform(2, 5))
        assert_loss(submission.probes.chunked(hidden, weight, targets, chunk, factor, "hw"), hidden, weight, targets, factor)
    single = submission.probes.chunked(hidden[:1], weight, targets[1:2], 3, 1.0, "hw")
    assert_loss(single, hidden[:1], weight, targets[1:2])


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.hint("Subtract before you take the exponential: exp(1000) is infinite, logsumexp is not.")
@rounding
def test_large_logits_and_single_precision(submission, rng):
    """Logits of some thousands in double precision; ordinary ones in float32."""
    hidden, weight, targets = 60 * normal(rng, 9, 5), 60 * normal(rng, 6, 5), words(rng, 9, 6)
    assert_loss(submission.probes.chunked(hidden, weight, targets, 4, 1.0, "hw"), hidden, weight, targets, rtol=1e-8, atol=1e-8)
    hidden, weight, targets = normal(rng, 30, 8).float(), normal(rng, 20, 8).float(), words(rng, 30, 20)
    # sums of 8 and 30 products of size 1 in single precision
    assert_loss(submission.probes.chunked(hidden, weight, targets, 7, 1.0, "hw"), hidden, weight, targets, rtol=1e-4, atol=1e-5)


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.fresh
@pytest.mark.hint("All logits at once are n * v numbers: never make them, forward or backward, and do not keep the chunks either.")
@rounding
def test_no_tensor_is_larger_than_a_chunk(submission, rng):
    """240 rows, 500 words: the largest tensor inside, and what is kept between the passes besides the inputs."""
    n, v, d, chunk = 240, 500, 6, 16
    hidden, weight, targets = normal(rng, n, d), normal(rng, v, d), words(rng, n, v)
    seen = submission.probes.chunked(hidden, weight, targets, chunk, 1.0, "hw")
    assert_loss(seen, hidden, weight, targets)
    assert seen["largest"] <= chunk * v, f"a tensor of {seen['largest']:,} numbers was made; {chunk * v:,} are allowed"
    assert seen["kept"] <= n * d + v * d + 3 * n, f"{seen['kept']:,} numbers were kept for the backward pass"


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.hint("A frozen head still passes the gradient to hidden; frozen features still train the head.")
@rounding
def test_one_of_the_two_may_be_frozen(submission, rng):
    """Gradients to hidden alone, to weight alone; the inputs stay as they are."""
    hidden, weight, targets = normal(rng, 8, 3), normal(rng, 5, 3), words(rng, 8, 5)
    _, grad_hidden, grad_weight = oracles.cross_entropy(hidden, weight, targets)
    first = submission.probes.chunked(hidden, weight, targets, 3, 1.0, "h")
    assert_close(first["hidden"], tensor(grad_hidden), rtol=1e-9, atol=1e-12)
    assert_none(first["weight"])
    second = submission.probes.chunked(hidden, weight, targets, 3, 1.0, "w")
    assert_close(second["weight"], tensor(grad_weight), rtol=1e-9, atol=1e-12)
    assert_none(second["hidden"])
    seen = submission.probes.call_and_look("losses", "chunked_cross_entropy", [hidden, weight, targets, 3], {})
    for got, given in zip(seen["arguments"], (hidden, weight, targets)):
        assert torch.equal(got, given), "an argument has changed"


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.hint("A chunk of a row or more, shapes that fit, at least one row, targets from 0 to v - 1.")
@rounding
def test_shapes_and_targets_that_do_not_fit_are_refused(submission, rng):
    """ValueError after a valid call, one thing wrong at a time."""
    hidden, weight, targets = normal(rng, 4, 3), normal(rng, 5, 3), words(rng, 4, 5)
    loss = submission.losses.chunked_cross_entropy(hidden, weight, targets, 2)
    assert_close(loss, tensor(oracles.cross_entropy(hidden, weight, targets)[0]), rtol=1e-9)
    high, far, low = targets.clone(), targets.clone(), targets.clone()
    high[2], far[0], low[1] = 5, 9, -1
    bad = [(hidden, weight, targets, 0), (hidden, weight, targets, -1), (hidden, weight[:, :2], targets, 2), (hidden[0], weight, targets[:1], 2)]
    bad += [(hidden, weight[0], targets, 2), (hidden, weight, targets[:3], 2), (hidden, weight, targets[:, None], 2)]
    bad += [(hidden[:0], weight, targets[:0], 2), (hidden, weight, high, 2), (hidden, weight, low, 2)]
    bad += [(hidden, weight, far, 2), (hidden[:, :2], weight, targets, 2)]
    bad += [(hidden[:, :, None], weight, targets, 2), (hidden, weight[:, :, None], targets, 2)]
    assert_refused(submission.losses.chunked_cross_entropy, *bad)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
