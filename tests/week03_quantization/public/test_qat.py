"""Public tests of qat.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_list, assert_tuple


@pytest.mark.question("ste")
@pytest.mark.hint("Gradients: the incoming one inside the range of the codes, 0 outside.")
def test_the_gradient_passes_inside_the_range_only(submission):
    """Scale 0.5, zero point 1, codes 0 to 3: the range is -0.5 to 1.0."""
    x, incoming = torch.tensor([-3.0, -0.4, 0.3, 0.9, 2.0]), torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
    y, grad = assert_tuple(submission.probes.fake_quantize_backward(x, 0.5, 1, 0, 3, incoming), 2)
    assert_close(y, torch.tensor([-0.5, -0.5, 0.5, 1.0, 1.0]))
    assert_close(grad, torch.tensor([0.0, 2.0, 3.0, 4.0, 0.0]))


@pytest.mark.question("lsq")
@pytest.mark.hint("Inside the range the step's gradient is round(v) - v, outside it is the last code: then the factor.")
def test_the_step_has_a_gradient_too(submission):
    """Step 1, codes -4 to 4: (0.3 + 4 - 0.1 + 0) / sqrt(4 * 4)."""
    x, incoming = torch.tensor([0.7, 9.0, 0.1, 0.0]), torch.ones(4)
    y, grad, step = assert_tuple(submission.probes.lsq_backward(x, torch.tensor(1.0), -4, 4, incoming), 3)
    assert_close(y, torch.tensor([1.0, 4.0, 0.0, 0.0]))
    assert_close(grad, torch.tensor([1.0, 0.0, 1.0, 1.0]))
    assert_close(step, torch.tensor(1.05), rtol=1e-5)


@pytest.mark.question("lsq")
@pytest.mark.hint("Set the step on the first pass only: 2 * mean|x| / sqrt(high), in place.")
def test_the_first_pass_sets_the_step(submission):
    """3 bits, signed: codes -3 to 3. mean|x| is 3, so the step is 6 / sqrt(3), also for what comes later."""
    x = torch.tensor([4.0, -2.0])
    first, step, second, after = assert_list(submission.probes.two_passes(3, True, x, 10 * x), 4)
    size = 6 / 3**0.5
    assert_close(step, torch.tensor(size), rtol=1e-5)
    assert_close(first, torch.tensor([size, -size]), rtol=1e-5)
    assert_close(after, step, rtol=0)
    assert_close(second, torch.tensor([3 * size, -3 * size]), rtol=1e-5)
