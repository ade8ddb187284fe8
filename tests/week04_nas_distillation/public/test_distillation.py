"""Public tests of distillation.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import math

import pytest
import torch

from autograder.kit import assert_close, assert_dict, assert_float


def value(loss):
    """The number in a 0-d tensor."""
    assert isinstance(loss, torch.Tensor) and loss.ndim == 0, f"a 0-d tensor is asked for; got {loss!r}"
    return float(loss)


#: Odds of 3 to 1 and of 1 to 3: probabilities that can be written down.
STUDENT = torch.tensor([[math.log(3.0), 0.0]], dtype=torch.float64)
TEACHER = torch.tensor([[0.0, math.log(3.0)]], dtype=torch.float64)
LABELS = torch.tensor([0])


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("F.kl_div wants log-probabilities first, then the teacher's probabilities, reduction='batchmean'.")
def test_two_classes_by_hand(submission):
    """The student says 3/4, 1/4, the teacher 1/4, 3/4: at T = 1 the divergence is log(3) / 2, the cross entropy log(4/3)."""
    loss = submission.distillation.distillation_loss
    assert_float(value(loss(STUDENT, TEACHER, LABELS, 1.0, 1.0)), math.log(3) / 2)
    assert_float(value(loss(STUDENT, TEACHER, LABELS, 1.0, 0.0)), math.log(4 / 3))
    assert_float(value(loss(STUDENT, TEACHER, LABELS, 1.0, 0.5)), math.log(3) / 4 + math.log(4 / 3) / 2)


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("Both logits are divided by T, and the divergence is multiplied by T^2; the mean is over the samples only.")
def test_a_temperature_softens_and_t_squared_makes_up_for_it(submission):
    """At T = 2 the odds are sqrt(3): p = sqrt(3) / (1 + sqrt(3)), and 4 (2p - 1) log(3) / 2; twice the sample, same mean."""
    p = math.sqrt(3) / (1 + math.sqrt(3))
    expected = 4 * (2 * p - 1) * math.log(3) / 2
    loss = submission.distillation.distillation_loss
    assert_float(value(loss(STUDENT, TEACHER, LABELS, 2.0, 1.0)), expected)
    both = [torch.cat([x, x]) for x in (STUDENT, TEACHER, LABELS)]
    assert_float(value(loss(*both, 2.0, 1.0)), expected)


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("teacher_logits.detach()")
def test_the_teacher_does_not_learn(submission):
    """The student's gradient is T (softmax(z/T) - softmax(v/T)); the teacher gets none."""
    got = assert_dict(submission.probes.distil(STUDENT, TEACHER, LABELS, 1.0, 1.0), ["student", "teacher"])
    assert_close(got["student"], torch.tensor([[0.5, -0.5]], dtype=torch.float64))
    assert got["teacher"] is None or not bool(got["teacher"].any()), "a gradient reached the teacher"


@pytest.mark.question("distillation-loss")
@pytest.mark.hint("Compare the shapes; then temperature > 0; then 0 <= alpha <= 1.")
def test_nonsense_is_refused(submission):
    """After a right loss: other shapes, a temperature of 0, an alpha of 2 raise ValueError."""
    loss = submission.distillation.distillation_loss
    assert_float(value(loss(TEACHER, TEACHER, LABELS, 3.0, 1.0)), 0.0, atol=1e-9)
    for arguments in ((STUDENT, TEACHER[:, :1], LABELS, 2.0, 0.5), (STUDENT, TEACHER, LABELS, 0.0, 0.5), (STUDENT, TEACHER, LABELS, 2.0, 2)):
        with pytest.raises(ValueError):
            loss(*arguments)


@pytest.mark.question("feature-loss")
@pytest.mark.hint("torch.einsum('tc,nchw->nthw', projection, student), minus the teacher, squared, mean.")
def test_one_pixel_by_hand(submission):
    """(1, 2) is projected to (1, 2, 3); the teacher says (3, 0, 1): (4 + 4 + 4) / 3."""
    student, teacher = torch.tensor([1.0, 2.0]).reshape(1, 2, 1, 1), torch.tensor([3.0, 0.0, 1.0]).reshape(1, 3, 1, 1)
    projection = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    assert_float(value(submission.distillation.feature_loss(student, teacher, projection)), 4.0)
    got = submission.probes.match_features(student, teacher, projection)
    assert_close(got["projection"], torch.tensor([[-4.0, -8.0], [4.0, 8.0], [4.0, 8.0]]) / 3)
    assert got["teacher"] is None or not bool(got["teacher"].any()), "a gradient reached the teacher"


@pytest.mark.question("feature-loss")
@pytest.mark.hint("torch broadcasts a 1 without a word: compare the shapes yourself.")
def test_nothing_is_broadcast(submission):
    """After a right loss: a teacher with one sample, or one row of pixels, for two raises ValueError."""
    student, teacher, projection = torch.ones(2, 3, 4, 4), torch.zeros(2, 5, 4, 4), torch.ones(5, 3)
    assert_float(value(submission.distillation.feature_loss(student, teacher, projection)), 9.0)
    for wrong in (teacher[:1], teacher[:, :, :1], teacher[:, :1]):
        with pytest.raises(ValueError):
            submission.distillation.feature_loss(student, wrong, projection)
