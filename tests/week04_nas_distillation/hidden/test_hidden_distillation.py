"""Hidden tests of distillation.py: both losses and their gradients by numpy in float64, limits, and who learns."""

import numpy as np
import pytest
import torch

from autograder.kit import Mismatch, assert_close, assert_dict, assert_float

NAN = float("nan")

rounding = pytest.mark.false_alarm(1e-8, "only rounding in float32 differs; the worst of 300 runs by three ways used a twelfth of the tolerance")


def softmax(z):
    """Rows of probabilities, in float64."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def log_softmax(z):
    """Their logarithms."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def expected_loss(student, teacher, labels, temperature, alpha):
    """The loss by its definition, and its gradient by Hinton's formula (arXiv 1503.02531, equation 2, times T^2)."""
    z, v = student.double().numpy(), teacher.double().numpy()
    rows = np.arange(len(z))
    p, q = softmax(v / temperature), softmax(z / temperature)
    soft = (p * (log_softmax(v / temperature) - log_softmax(z / temperature))).sum(axis=1).mean()
    hard = -log_softmax(z)[rows, labels.numpy()].mean()
    one_hot = np.zeros_like(z)
    one_hot[rows, labels.numpy()] = 1
    gradient = (alpha * temperature * (q - p) + (1 - alpha) * (softmax(z) - one_hot)) / len(z)
    return alpha * temperature**2 * soft + (1 - alpha) * hard, gradient


def logits(rng, samples, classes, scale=3.0, dtype=torch.float32):
    """Unpredictable logits."""
    return torch.tensor(scale * rng.normal(size=(samples, classes)), dtype=dtype)


def some_labels(rng, samples, classes):
    """Unpredictable labels."""
    return torch.tensor(rng.integers(classes, size=samples), dtype=torch.int64)


def scalar(got, dtype):
    """The value of a 0-d tensor of this dtype."""
    if not isinstance(got, torch.Tensor) or got.ndim or got.dtype != dtype:
        raise Mismatch("type", f"a 0-d tensor of {dtype} is asked for; got {type(got).__name__} {getattr(got, 'shape', '')}")
    return float(got)


def nothing(gradient):
    """No gradient, or one that is all zeros."""
    assert gradient is None or not bool(gradient.any()), "a gradient reached the teacher"


#: float32 losses: some 10 roundings of 6e-8 each, on terms up to T^2 times the result
RTOL, ATOL = 1e-4, 1e-5


# ---- distillation-loss ----------------------------------------------------------------------------------------------


@pytest.mark.question("distillation-loss")
@pytest.mark.weight(2)
@pytest.mark.hint("F.kl_div(input, target) takes the student's log-probabilities first; both sides are divided by T; T^2 in front; batchmean.")
@rounding
def test_the_loss_by_its_definition(submission, rng):
    """Batches that are not square, in float32 and float64, at temperatures below and above 1 and every kind of alpha."""
    for samples, classes, temperature, alpha in ((6, 10, 4.0, 0.9), (1, 3, 1.0, 0.5), (17, 4, 0.5, 1.0), (5, 7, 20, 0), (3, 100, 2, 0.25)):
        for dtype in (torch.float32, torch.float64):
            s, t = logits(rng, samples, classes, dtype=dtype), logits(rng, samples, classes, dtype=dtype)
            labels = some_labels(rng, samples, classes)
            expected, _ = expected_loss(s, t, labels, temperature, alpha)
            got = submission.distillation.distillation_loss(s, t, labels, temperature, alpha)
            assert_float(scalar(got, dtype), expected, rtol=RTOL, atol=ATOL)
    by_default = submission.distillation.distillation_loss(s, t, labels)
    assert_float(scalar(by_default, torch.float64), expected_loss(s, t, labels, 4.0, 0.9)[0], rtol=RTOL, atol=ATOL)
    named = submission.distillation.distillation_loss(s, t, labels, alpha=0.3, temperature=2.5)
    assert_float(scalar(named, torch.float64), expected_loss(s, t, labels, 2.5, 0.3)[0], rtol=RTOL, atol=ATOL)


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("A constant added to a sample's logits changes nothing; equal logits have no divergence.")
@rounding
def test_a_student_that_agrees_has_nothing_to_learn(submission, rng):
    """Equal logits, and logits that differ by a constant for each sample, give 0 at alpha 1, at any temperature."""
    t, labels = logits(rng, 8, 5), some_labels(rng, 8, 5)
    shift = torch.tensor(rng.normal(size=(8, 1)), dtype=torch.float32)
    for temperature in (0.7, 1.0, 5.0):
        for s in (t, t + shift):
            got = submission.distillation.distillation_loss(s, t, labels, temperature, 1.0)
            assert_float(scalar(got, torch.float32), 0.0, atol=2e-5)
        other = logits(rng, 8, 5)
        got = submission.distillation.distillation_loss(other, t, labels, temperature, 1.0)
        assert_float(scalar(got, torch.float32), expected_loss(other, t, labels, temperature, 1.0)[0], rtol=RTOL)


@pytest.mark.question("distillation-loss")
@pytest.mark.weight(2)
@pytest.mark.hint("Compute with log_softmax, so that the gradient flows to the student; detach the teacher.")
@rounding
def test_the_gradient_goes_to_the_student_alone(submission, rng):
    """alpha T (softmax(z/T) - softmax(v/T)) / N and the labels' part for the student; none for the teacher, who asks for one."""
    for samples, classes, temperature, alpha in ((6, 10, 4.0, 0.9), (4, 3, 1.0, 0.5), (9, 5, 8.0, 1.0), (5, 7, 3.0, 0.0)):
        s, t = logits(rng, samples, classes), logits(rng, samples, classes)
        labels = some_labels(rng, samples, classes)
        got = assert_dict(submission.probes.distil(s, t, labels, temperature, alpha), ["loss", "student", "teacher"])
        expected, gradient = expected_loss(s, t, labels, temperature, alpha)
        assert_float(scalar(got["loss"], torch.float32), expected, rtol=RTOL, atol=ATOL)
        assert_close(got["student"], torch.tensor(gradient, dtype=torch.float32), rtol=RTOL, atol=ATOL)
        nothing(got["teacher"])


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("Without T^2 the soft part would vanish as T grows.")
@rounding
def test_at_high_temperature_it_compares_logits(submission, rng):
    """For zero-mean logits the gradient tends to (z - v) / (N C) as T grows (Hinton et al. 2015, equation 4)."""
    s, t = logits(rng, 4, 6, dtype=torch.float64), logits(rng, 4, 6, dtype=torch.float64)
    s, t = s - s.mean(dim=1, keepdim=True), t - t.mean(dim=1, keepdim=True)
    got = submission.probes.distil(s, t, some_labels(rng, 4, 6), 1e4, 1.0)
    # the next term of softmax's expansion is of order (logit / T) relative: 10 / 1e4
    assert_close(got["student"], (s - t) / 24, rtol=5e-3, atol=5e-4)


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("log(softmax(x)) is -inf for large logits, log_softmax(x) is not; 0 log 0 counts 0.")
@rounding
def test_large_logits_stay_finite(submission, rng):
    """Logits of hundreds and thousands, in float32: the loss and the gradient by float64, none of them NaN."""
    for scale, temperature in ((300.0, 1.0), (3000.0, 4.0)):
        s, t, labels = logits(rng, 6, 5, scale), logits(rng, 6, 5, scale), some_labels(rng, 6, 5)
        got = submission.probes.distil(s, t, labels, temperature, 0.7)
        expected, gradient = expected_loss(s, t, labels, temperature, 0.7)
        assert_float(scalar(got["loss"], torch.float32), expected, rtol=RTOL)
        # a probability near 1/2 depends on logits/T to their last bit, 3000 * 6e-8 = 2e-4
        assert_close(got["student"], torch.tensor(gradient, dtype=torch.float32), rtol=1e-3, atol=1e-3)


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("Check shapes, then 0 < T, then 0 <= alpha <= 1; a NaN is in no range.")
@rounding
def test_losses_that_make_no_sense_are_refused(submission, rng):
    """After a right loss: shapes that differ (nothing is broadcast), temperatures and alphas out of range: ValueError."""
    s, t, labels = logits(rng, 4, 3), logits(rng, 4, 3), some_labels(rng, 4, 3)
    loss = submission.distillation.distillation_loss
    assert_float(scalar(loss(s, t, labels, 2.0, 0.5), torch.float32), expected_loss(s, t, labels, 2.0, 0.5)[0], rtol=RTOL)
    for wrong in ((s, t[:1], labels), (s, t[:, :1], labels), (s[:1], t, labels[:1]), (s[:, :1], t, 0 * labels), (s, t, labels[:-1]), (s[0], t[0], labels[:3])):
        with pytest.raises(ValueError):
            loss(*wrong, 2.0, 0.5)
    for temperature, alpha in ((0, 0.5), (-1.0, 0.5), (NAN, 0.5), (2.0, -0.1), (2.0, 1.5), (2.0, NAN), (0.0, 0.0), (2.0, 90)):
        with pytest.raises(ValueError):
            loss(s, t, labels, temperature, alpha)


# ---- feature-loss ---------------------------------------------------------------------------------------------------


def features(rng, *shape, dtype=torch.float32):
    """Unpredictable features."""
    return torch.tensor(rng.normal(size=shape), dtype=dtype)


def expected_features(student, teacher, projection):
    """The loss pixel by pixel, and its gradients, in float64."""
    s, t, p = (x.double().numpy() for x in (student, teacher, projection))
    difference = np.stack([np.tensordot(p, sample, axes=1) for sample in s]) - t
    scale = 2 / difference.size
    to_student = np.stack([np.tensordot(p.T, sample, axes=1) for sample in difference]) * scale
    to_projection = sum(np.tensordot(d, x, axes=([1, 2], [1, 2])) for d, x in zip(difference, s)) * scale
    return (difference**2).mean(), to_student, to_projection


@pytest.mark.question("feature-loss")
@pytest.mark.hint("projected[n, t, h, w] = sum over c of projection[t, c] * student[n, c, h, w]; then the mean over all elements.")
@rounding
def test_features_are_compared_at_every_pixel(submission, rng):
    """Maps that are not square, more teacher channels than student channels and fewer, float32 and float64, not contiguous."""
    for samples, narrow, wide, height, width in ((3, 4, 6, 5, 7), (1, 8, 2, 1, 1), (5, 3, 3, 4, 2)):
        for dtype in (torch.float32, torch.float64):
            s, t = features(rng, samples, narrow, height, width, dtype=dtype), features(rng, samples, wide, height, width, dtype=dtype)
            p = features(rng, narrow, wide, dtype=dtype).T
            got = submission.distillation.feature_loss(s, t, p)
            assert_float(scalar(got, dtype), expected_features(s, t, p)[0], rtol=RTOL)
    same = features(rng, 2, 3, 4, 5)
    assert_float(scalar(submission.distillation.feature_loss(same, same, torch.eye(3)), torch.float32), 0.0, atol=1e-12)


@pytest.mark.question("feature-loss")
@pytest.mark.hint("The projection learns with the student; the teacher does not learn: detach it.")
@rounding
def test_student_and_projection_learn_and_the_teacher_does_not(submission, rng):
    """The gradients to the student's features and to the projection by their formulas; none to the teacher, who asks for one."""
    for samples, narrow, wide, height, width in ((3, 4, 6, 5, 7), (2, 5, 1, 2, 3)):
        s, t, p = features(rng, samples, narrow, height, width), features(rng, samples, wide, height, width), features(rng, wide, narrow)
        got = assert_dict(submission.probes.match_features(s, t, p), ["loss", "student", "teacher", "projection"])
        expected, to_student, to_projection = expected_features(s, t, p)
        assert_float(scalar(got["loss"], torch.float32), expected, rtol=RTOL)
        assert_close(got["student"], torch.tensor(to_student, dtype=torch.float32), rtol=RTOL, atol=ATOL)
        assert_close(got["projection"], torch.tensor(to_projection, dtype=torch.float32), rtol=RTOL, atol=ATOL)
        nothing(got["teacher"])


@pytest.mark.question("feature-loss")
@pytest.mark.hint("Compare every dimension: torch would broadcast a 1.")
@rounding
def test_features_that_do_not_fit_are_refused(submission, rng):
    """After a right loss: other batches, sizes, channels, a projection the wrong way round, too few dimensions: ValueError."""
    s, t, p = features(rng, 3, 2, 4, 5), features(rng, 3, 6, 4, 5), features(rng, 6, 2)
    loss = submission.distillation.feature_loss
    assert_float(scalar(loss(s, t, p), torch.float32), expected_features(s, t, p)[0], rtol=RTOL)
    for wrong in (
        (s, t[:1], p), (s[:1], t, p), (s, t[:, :, :1], p), (s, t[..., :1], p), (s[..., :1], t, p), (s, t[:, :1], p),
        (s, t, p.T), (s[:, :1], t, p), (s, t, p[:1]), (s[0], t[0], p), (s[..., 0], t[..., 0], p), (s, t, p[..., None]),
    ):  # fmt: skip
        with pytest.raises(ValueError):
            loss(*wrong)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
