"""Public tests of adapt.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_list, assert_tuple


@pytest.mark.question("prompt")
@pytest.mark.hint("The prompt goes in front of each sequence, and its own outputs are cut off.")
def test_the_prompt_stands_in_front(submission):
    """The body adds up what came so far: 10 from the prompt, then 1 and 2."""
    start, tokens = torch.tensor([[4.0], [6.0]]), torch.tensor([[[1.0], [2.0]]])
    output, trained = assert_tuple(submission.probes.prompt_forward(start, tokens), 2)
    assert_close(output, torch.tensor([[[11.0], [13.0]]]))
    assert trained == ["prompt"], "exactly the prompt is trained"


@pytest.mark.question("maml")
@pytest.mark.hint("The gradient goes through the inner step: here it is (1 - inner rate) times the first-order one.")
def test_through_the_inner_step(submission):
    """w = 2, support centre 0, rate 1/4: adapted 1.5; query centre 0.5: loss 1/2, gradient 1, times 3/4."""
    task = [(torch.tensor([0.0]), torch.tensor([0.5]))]
    for first_order, gradient in ((False, 0.75), (True, 1.0)):
        seen = submission.probes.maml_parabola(torch.tensor([2.0]), task, 0.25, 1.0, first_order)
        weights, loss = assert_tuple(seen, 2)
        assert_close(assert_list(weights, 1)[0], torch.tensor([2 - gradient]))
        assert_float(loss, 0.5)


@pytest.mark.question("tent")
@pytest.mark.hint("Only the norm's weight and bias move, down the gradient of the entropy.")
def test_the_entropy_falls(submission):
    """Two steps on four inputs of three features; the second starts from less."""
    weight = torch.tensor([[1.0, 0.0, -1.0], [0.0, 1.0, 0.5]])
    x = torch.tensor([[1.0, 2.0, 4.0], [0.0, 1.0, 0.5], [3.0, 0.0, 1.0], [2.0, 5.0, 1.0]])
    entropies, moved = assert_tuple(submission.probes.tent(weight, x, 0.1), 2)
    first, second = assert_list(entropies, 2)
    normed = torch.nn.functional.layer_norm(x, (3,))
    p = torch.softmax(normed @ weight.T, dim=1)
    assert_float(first, float(-(p * p.log()).sum(1).mean()), rtol=1e-5)
    assert second < first, "the second entropy must be lower"
    assert moved == ["0.bias", "0.weight"], "exactly the norm's weight and bias move"
