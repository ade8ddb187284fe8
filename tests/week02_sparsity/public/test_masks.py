"""Public tests of masks.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest
import torch

from autograder.kit import assert_close, assert_dict, assert_float, assert_list


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("True means kept. The sign does not count, and the result is a bool tensor of the shape of w.")
def test_the_smallest_magnitudes_go(submission):
    """Half of four weights go: 1 and 2."""
    w = torch.tensor([[1.0, -4.0], [3.0, 2.0]])
    assert_close(submission.masks.magnitude_mask(w, 0.5), torch.tensor([[False, True], [True, False]]))


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint('With "row" each w[i] loses its own smallest weights.')
def test_rows_are_pruned_on_their_own(submission):
    """Per tensor the first row goes; per row the smaller weight of each."""
    w = torch.tensor([[1.0, 2.0], [4.0, 3.0]])
    assert_close(submission.masks.magnitude_mask(w, 0.5), torch.tensor([[False, False], [True, True]]))
    assert_close(submission.masks.magnitude_mask(w, 0.5, "row"), torch.tensor([[False, True], [True, False]]))


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("A threshold drops all equal weights or none of them. Sort, and drop the first k.")
def test_exactly_k_go_on_ties(submission):
    """Three of ten equal weights go; sparsity 0 keeps all, also zeros; 1.5 is refused."""
    assert int(submission.masks.magnitude_mask(torch.ones(2, 5), 0.3).sum()) == 7, "exactly 7 of 10 stay"
    assert int(submission.masks.magnitude_mask(torch.zeros(2, 5), 0.0).sum()) == 10, "sparsity 0 keeps all"
    with pytest.raises(ValueError):
        submission.masks.magnitude_mask(torch.ones(2, 5), 1.5)


@pytest.mark.question("global-masks")
@pytest.mark.hint("Flatten and join all weights, rank them once, and split the mask again.")
def test_small_layers_lose_more(submission):
    """Of two layers the one with small weights loses all of them."""
    weights = {"small": torch.tensor([0.1, -0.2]), "large": torch.tensor([[3.0], [-4.0], [0.3], [5.0]])}
    masks = assert_dict(submission.masks.global_masks(weights, 0.5), ["small", "large"])
    assert_close(masks["small"], torch.tensor([False, False]))
    assert_close(masks["large"], torch.tensor([[True], [True], [False], [True]]))


def line(count):
    """Batches of y = 2a + b."""
    generator = torch.Generator().manual_seed(0)
    inputs = [torch.randn(8, 2, generator=generator) for _ in range(count)]
    return [(x, x @ torch.tensor([[2.0], [1.0]])) for x in inputs]


@pytest.mark.question("masked-training")
@pytest.mark.hint("Zero the pruned weights before the first forward pass, and again after every step.")
def test_the_rest_is_trained_and_the_pruned_stay_zero(submission):
    """With the second weight pruned the first still learns; the loss of the first batch is that of the pruned model."""
    batches = line(30)
    seen = submission.probes.train_line([[0.0, 5.0]], [[True, False]], batches, 0.0, 0)
    losses = assert_list(seen["losses"], 30)
    assert_float(losses[0], float((batches[0][1] ** 2).mean()), rtol=1e-4)
    assert seen["weight"][0, 1] == 0, "the pruned weight is not 0"
    assert abs(seen["weight"][0, 0] - 2.0) < 1.0, "the weight that stays has not learned"


@pytest.mark.question("masked-training")
@pytest.mark.hint("Momentum moves a weight without any gradient: masking gradients is not enough.")
def test_momentum_does_not_bring_weights_back(submission):
    """The optimizer was used before, and its momentum pushes at the pruned weight."""
    seen = submission.probes.train_line([[0.0, 5.0]], [[True, False]], line(12), 0.9, 6)
    assert len(assert_list(seen["losses"], 6)) == 6
    assert seen["weight"][0, 1] == 0, "the pruned weight came back"
    assert seen["weight"][0, 0] != 0, "the weight that stays is 0"
