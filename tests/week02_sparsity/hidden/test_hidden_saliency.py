"""Hidden tests of saliency.py: Wanda's scores in plain loops, and OBS against least-squares refits of every choice."""

import math

import pytest
import torch
from oracles_sparsity import assert_drops_lowest, normal

from autograder.kit import assert_close, assert_float, assert_int, assert_tuple

NAN = float("nan")
#: How often right work fails a test that has a tolerance.
rounding = pytest.mark.false_alarm(
    1e-9, "two scores or saliencies of some hundred would have to agree to rounding, and the other one be chosen"
)

# ---- wanda-mask -----------------------------------------------------------------------------------------------------


def scores(w, x):
    """|w_ij| times the length of column j of x, one by one; hand-ins may round, so masks are judged to 1e-5."""
    columns = x.double().reshape(-1, x.shape[-1]).T.tolist()
    norms = torch.tensor([math.sqrt(math.fsum(v * v for v in column)) for column in columns], dtype=torch.float64)
    return w.double().abs() * norms


def inputs_of_many_scales(rng, *shape):
    """Calibration inputs whose columns differ by powers of ten."""
    return normal(rng, *shape) * torch.from_numpy(10 ** rng.uniform(-2, 2, size=shape[-1]))


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("The norm of input j runs over the samples; then rank within each row of w.")
@rounding
def test_scores_within_each_row(submission, rng):
    """Matrices that are not square, inputs of different scale, several sparsities, call after call."""
    for (out, inputs, samples), sparsity, dropped in (
        ((5, 8, 13), 0.5, 4),
        ((9, 6, 4), 0.34, 2),
        ((4, 30, 7), 0.9, 27),
        ((3, 6, 6), 0.5, 3),
    ):
        w, x = normal(rng, out, inputs), inputs_of_many_scales(rng, samples, inputs)
        mask = submission.saliency.wanda_mask(w, x, sparsity)
        assert_drops_lowest(mask, scores(w, x), out, dropped, rtol=1e-5)


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("x.reshape(-1, inputs): batches and tokens are all samples.")
@rounding
def test_inputs_with_more_dimensions(submission, rng):
    """Inputs of shape (batch, tokens, in) and of shape (in,), in single precision."""
    for shape in ((2, 5, 12), (3, 2, 4, 12), (12,)):
        w, x = normal(rng, 7, 12).float(), inputs_of_many_scales(rng, *shape).float()
        assert_drops_lowest(submission.saliency.wanda_mask(w, x, 0.25), scores(w, x), 7, 3, rtol=1e-5)


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("The norm is the root of the sum of squares over all samples: no mean, no sum, no maximum.")
@rounding
def test_the_norm_is_the_euclidean_one(submission, rng):
    """Planted inputs of ten samples: four are 1 throughout (norm 3.2), four are 5 once (5), four are 2.5 (7.9).

    By sums or means of absolute values the middle ones come first, by the largest value last, and by norms of each
    token, averaged, first again. The weights differ by a fifth at most, which changes no order.
    """
    inputs = torch.zeros(2, 5, 12, dtype=torch.float64)
    inputs[..., :4], inputs[..., 8:] = 1.0, 2.5
    for column in range(4, 8):
        inputs[int(rng.integers(2)), int(rng.integers(5)), column] = 5.0
    x = inputs[..., torch.from_numpy(rng.permutation(12))]
    w = torch.from_numpy(rng.uniform(1.0, 1.2, (6, 12)) * rng.choice([-1.0, 1.0], (6, 12)))
    for sparsity, dropped in ((1 / 3, 4), (2 / 3, 8)):
        assert_drops_lowest(submission.saliency.wanda_mask(w, x, sparsity), scores(w, x), 6, dropped, rtol=1e-5)


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("Where all norms are equal Wanda is magnitude within each row.")
@rounding
def test_equal_norms_leave_magnitude(submission, rng):
    """Columns that are permutations of each other up to sign: what stays in each row are the largest magnitudes."""
    column = normal(rng, 16)
    signs = torch.from_numpy(rng.choice([-1.0, 1.0], size=(16, 10)))
    x = torch.stack([column[torch.from_numpy(rng.permutation(16))] for _ in range(10)], dim=1) * signs
    w = normal(rng, 6, 10) * torch.logspace(-2, 2, 6, dtype=torch.float64)[:, None]
    assert_drops_lowest(submission.saliency.wanda_mask(w, x, 0.5), w.abs(), 6, 5, rtol=1e-5)


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("Exactly round(sparsity * in) in each row, also where scores are equal.")
@rounding
def test_dead_inputs_and_ties(submission, rng):
    """Inputs that are always 0 tie at score 0; sparsity 0 and 1."""
    w, x = normal(rng, 5, 10), normal(rng, 8, 10)
    x[:, [1, 4, 6, 7]] = 0
    for sparsity in (0, 0.2, 0.6, 1):
        assert_drops_lowest(
            submission.saliency.wanda_mask(w, x, sparsity), scores(w, x), 5, round(10 * sparsity), rtol=1e-5
        )


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("Shapes, sparsity and NaN first; and change neither w nor x.")
@rounding
def test_bad_calibration_is_refused_and_good_one_unchanged(submission, rng):
    """A transposed view with gradients works; ValueError for other widths, sparsities and NaN."""
    stored, x = normal(rng, 8, 3), inputs_of_many_scales(rng, 5, 8)
    w = stored.T.contiguous()
    mask = submission.probes.call_strided("saliency", "wanda_mask", stored, (1, 0), [x, 0.5], {})
    assert_drops_lowest(mask, scores(w, x), 3, 4, rtol=1e-5)
    seen = submission.probes.call_and_look("saliency", "wanda_mask", [w, x, 0.5], {})
    assert_drops_lowest(seen["result"], scores(w, x), 3, 4, rtol=1e-5)
    assert torch.equal(seen["arguments"][0], w) and torch.equal(seen["arguments"][1], x), "an argument has changed"
    broken_w, broken_x = w.clone(), x.clone()
    broken_w[1, 2] = broken_x[3, 3] = NAN
    bad = [(w, x[:, :7], 0.5), (w, x.T, 0.5), (w, x[:, :1], 0.5), (w, x, -0.1), (w, x, 1.5), (w, x, NAN)]
    for arguments in (*bad, (broken_w, x, 0.5), (w, broken_x, 0.5)):
        with pytest.raises(ValueError):
            submission.saliency.wanda_mask(*arguments)


# ---- obs-step -------------------------------------------------------------------------------------------------------


def least_squares(rng, samples, n):
    """A problem 1/2 ||Xw - y||^2: X, y, its solution, and the inverse of its Hessian."""
    x, y = normal(rng, samples, n), normal(rng, samples)
    w = torch.linalg.lstsq(x, y[:, None]).solution[:, 0]
    return x, y, w, torch.linalg.inv(x.T @ x)


def refit_without(x, y, q):
    """The least loss without weight q, and the weights that reach it."""
    others = [j for j in range(x.shape[1]) if j != q]
    w = torch.zeros(x.shape[1], dtype=torch.float64)
    w[others] = torch.linalg.lstsq(x[:, others], y[:, None]).solution[:, 0]
    return float(((x @ w - y) ** 2).sum() / 2), w


def assert_step(step, x, y, w, rtol=1e-6):
    """The cheapest weight to lose over all refits, the rise of the loss, and the refit's weights.

    The problems have condition numbers below 1e4, so that double precision leaves about 1e-10.
    """
    refits = [refit_without(x, y, q) for q in range(len(w))]
    best = min(range(len(w)), key=lambda q: refits[q][0])
    q, increase, new = assert_tuple(step, 3)
    assert_int(q, best)
    before = float(((x @ w - y) ** 2).sum() / 2)
    assert_float(increase, refits[best][0] - before, rtol=rtol, atol=1e-9)
    assert_close(new, refits[best][1], rtol=rtol, atol=1e-8)
    assert new[q] == 0, "the pruned weight is not exactly 0"


@pytest.mark.question("obs-step")
@pytest.mark.hint("The saliency is the true rise of the loss after the best refit of the others.")
@rounding
def test_the_step_equals_the_best_least_squares_refit(submission, rng):
    """Problems of several sizes, correlated inputs among them, against refits without each weight in turn."""
    for samples, n in ((20, 6), (40, 9), (12, 2), (30, 5)):
        x, y, w, inverse = least_squares(rng, samples, n)
        assert_step(submission.saliency.obs_prune_step(w, inverse), x, y, w)
    x = normal(rng, 50, 6)
    x[:, 3] = x[:, 2] + 0.3 * x[:, 3]
    y = normal(rng, 50) + x[:, 2] - 0.8 * x[:, 3]
    w = torch.linalg.lstsq(x, y[:, None]).solution[:, 0]
    assert_step(submission.saliency.obs_prune_step(w, torch.linalg.inv(x.T @ x)), x, y, w)


@pytest.mark.question("obs-step")
@pytest.mark.hint("Least saliency, not least magnitude: a large weight in a flat direction costs little.")
@rounding
def test_the_smallest_weight_is_not_always_the_cheapest(submission, rng):
    """A diagonal Hessian planted so that the largest weight is the cheapest; nothing else moves."""
    w = torch.from_numpy(rng.uniform(1, 2, size=5))
    w[3] = -float(rng.uniform(4, 5))
    curvature = torch.from_numpy(rng.uniform(5, 6, size=5))
    curvature[3] = float(rng.uniform(0.01, 0.02))
    q, increase, new = assert_tuple(submission.saliency.obs_prune_step(w, torch.diag(1 / curvature)), 3)
    assert_int(q, 3)
    assert_float(increase, float(w[3] ** 2 * curvature[3] / 2))
    expected = w.clone()
    expected[3] = 0
    assert_close(new, expected, atol=1e-12)


@pytest.mark.question("obs-step")
@pytest.mark.hint("Exactly 0, the dtype of w, and a Python int and float beside it.")
@rounding
def test_single_precision_and_unchanged_inputs(submission, rng):
    """float32 in and out, the pruned weight exactly 0 (also by rounding); neither argument changes."""
    for _ in range(3):
        x, y, w, inverse = least_squares(rng, 60, 7)
        w32, inverse32 = w.float(), inverse.float()
        seen = submission.probes.call_and_look("saliency", "obs_prune_step", [w32, inverse32], {})
        q, increase, new = assert_tuple(seen["result"], 3)
        saliency = w**2 / (2 * inverse.diagonal())
        assert_float(saliency[q].item(), float(saliency.min()), rtol=1e-4)
        assert_float(increase, float(saliency.min()), rtol=1e-4)
        # condition numbers are small (60 samples of 7 inputs), so single precision keeps about 1e-6 of the largest weight
        assert_close(new, refit_without(x, y, q)[1].float(), rtol=1e-3, atol=1e-4)
        assert new[q] == 0, "the pruned weight is not exactly 0"
        assert torch.equal(seen["arguments"][0], w32) and torch.equal(seen["arguments"][1], inverse32), (
            "an argument has changed"
        )


@pytest.mark.question("obs-step")
@pytest.mark.hint("n weights, an (n, n) inverse with a positive diagonal, no NaN: else ValueError.")
@rounding
def test_what_is_no_inverse_of_a_hessian_is_refused(submission, rng):
    """ValueError after a valid step: other shapes, a diagonal of 0 or below, NaN."""
    x, y, w, inverse = least_squares(rng, 20, 4)
    assert_step(submission.saliency.obs_prune_step(w, inverse), x, y, w)
    flat, negative, broken, broken_w = inverse.clone(), inverse.clone(), inverse.clone(), w.clone()
    flat[2, 2] = 0
    negative[1, 1] *= -1
    broken[0, 3] = broken_w[1] = NAN
    bad = [(w, inverse[:3, :3]), (w, inverse[:, :3]), (w, inverse.diagonal()), (w[:3], inverse), (w[None], inverse)]
    for arguments in (*bad, (w, flat), (w, negative), (w, broken), (broken_w, inverse)):
        with pytest.raises(ValueError):
            submission.saliency.obs_prune_step(*arguments)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
