"""Public tests of saliency.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_int, assert_tuple


@pytest.mark.question("wanda-mask")
@pytest.mark.hint("Score |w_ij| times the norm of column j of x; the lowest scores of each row go.")
def test_small_weights_on_loud_inputs_stay(submission):
    """Norms 1 and 5: in the first row 3 * 1 loses to 1 * 5."""
    w = torch.tensor([[3.0, 1.0], [7.0, 1.0]])
    x = torch.tensor([[1.0, 4.0], [0.0, 3.0]])
    assert_close(submission.saliency.wanda_mask(w, x, 0.5), torch.tensor([[False, True], [True, False]]))


@pytest.mark.question("wanda-mask")
@pytest.mark.hint(
    "x.reshape(-1, inputs) makes samples of everything but the last dimension; x must end in the inputs of w."
)
def test_batches_of_sequences(submission):
    """Inputs of shape (2, 1, 2) count as two samples; three inputs for two weights are refused."""
    w = torch.tensor([[3.0, 1.0]])
    x = torch.tensor([[[1.0, 4.0]], [[0.0, 3.0]]])
    assert_close(submission.saliency.wanda_mask(w, x, 0.5), torch.tensor([[False, True]]))
    with pytest.raises(ValueError):
        submission.saliency.wanda_mask(w, torch.ones(4, 3), 0.5)


@pytest.mark.question("obs-step")
@pytest.mark.hint("q = argmin of w_q^2 / (2 [H^-1]_qq); then w - w_q / [H^-1]_qq * column q of the inverse.")
def test_two_weights_by_hand(submission):
    """Saliencies 4.5 and 0.25: the second weight goes, and the first makes up for it."""
    w, inverse = torch.tensor([3.0, 1.0]), torch.tensor([[1.0, 0.5], [0.5, 2.0]])
    q, increase, new = assert_tuple(submission.saliency.obs_prune_step(w, inverse), 3)
    assert_int(q, 1)
    assert_float(increase, 0.25)
    assert_close(new, torch.tensor([2.75, 0.0]))


@pytest.mark.question("obs-step")
@pytest.mark.hint("Not the smallest weight: the one whose loss rises least.")
def test_a_large_weight_in_a_flat_direction_goes(submission):
    """Saliencies 2 and 0.5; an inverse with 0 on its diagonal is refused."""
    w, inverse = torch.tensor([2.0, 10.0]), torch.diag(torch.tensor([1.0, 100.0]))
    q, increase, new = assert_tuple(submission.saliency.obs_prune_step(w, inverse), 3)
    assert_int(q, 1)
    assert_float(increase, 0.5)
    assert_close(new, torch.tensor([2.0, 0.0]))
    with pytest.raises(ValueError):
        submission.saliency.obs_prune_step(w, torch.diag(torch.tensor([1.0, 0.0])))
