"""Public tests of uniform.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_float


@pytest.mark.question("uniform-quantize")
@pytest.mark.hint("floor(x / step), held within the levels, plus a half, times the step.")
def test_values_go_to_the_middle_of_their_step(submission):
    """Step 1 and four levels: -1.5, -0.5, 0.5, 1.5."""
    x = torch.tensor([-9.0, -0.3, 0.1, 1.2])
    assert_close(submission.uniform.uniform_quantize(x, 1.0, 2), torch.tensor([-1.5, -0.5, 0.5, 1.5]))
    with pytest.raises(ValueError):
        submission.uniform.uniform_quantize(x, 0.0, 2)


@pytest.mark.question("optimal-step")
@pytest.mark.hint("Measure the error of uniform_quantize for many steps; then look more finely around the best.")
def test_a_normal_distribution_has_the_steps_of_max(submission):
    """4,001 values spread like a normal distribution: steps 1.596 and 0.586 at 1 and 3 bits (Max 1960)."""
    x = torch.distributions.Normal(0.0, 1.0).icdf((torch.arange(4001) + 0.5) / 4001)
    # The error is flat at the optimum: within 0.5 % of the error lies within some 5 % of the step.
    assert_float(submission.uniform.optimal_step(x, 1), 1.5958, rtol=0.06)
    assert_float(submission.uniform.optimal_step(x, 3), 0.5860, rtol=0.06)
