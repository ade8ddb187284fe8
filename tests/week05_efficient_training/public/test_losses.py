"""Public tests of losses.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import math

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_same_shape, assert_tuple

HIDDEN = torch.tensor([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]], dtype=torch.float64)
WEIGHT = torch.tensor([[0.5, 0.0], [0.0, -1.0], [1.0, 1.0], [0.0, 0.0]], dtype=torch.float64)
TARGETS = torch.tensor([2, 1, 0])


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.hint("One mean over all rows: three rows in chunks of two are not two means of chunks.")
def test_loss_and_gradients_are_those_of_all_logits(submission):
    """Three rows, four words, chunks of 1, 2 and 3, against PyTorch's cross-entropy."""
    hidden, weight = HIDDEN.clone().requires_grad_(), WEIGHT.clone().requires_grad_()
    expected = torch.nn.functional.cross_entropy(hidden @ weight.T, TARGETS)
    expected.backward()
    for chunk in (1, 2, 3):
        loss, grad_hidden, grad_weight = assert_tuple(submission.probes.loss_and_gradients(HIDDEN, WEIGHT, TARGETS, chunk), 3)
        assert_close(loss, expected.detach())
        assert_close(grad_hidden, hidden.grad, atol=1e-9)
        assert_close(grad_weight, weight.grad, atol=1e-9)


@pytest.mark.question("chunked-cross-entropy")
@pytest.mark.hint("Logits of a thousand: torch.logsumexp subtracts the largest before it takes exponentials.")
def test_equal_and_large_logits(submission):
    """Equal logits cost log 4; a logit of 2,000 above the others costs nothing. A chunk of 0 rows is refused."""
    loss = submission.losses.chunked_cross_entropy(torch.zeros(3, 2), torch.ones(4, 2), TARGETS, 2)
    assert_same_shape(loss, ())
    assert_float(float(loss), math.log(4))
    loss = submission.losses.chunked_cross_entropy(torch.full((1, 1), 1000.0), torch.tensor([[1.0], [-1.0]]), torch.tensor([0]), 1)
    assert_float(float(loss), 0.0, atol=1e-6)
    with pytest.raises(ValueError):
        submission.losses.chunked_cross_entropy(HIDDEN, WEIGHT, TARGETS, 0)
