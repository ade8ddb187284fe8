"""Public tests of batches.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_tuple


def ones(count):
    """That many samples (1, 0): the line of slope 1 is wrong by 1 on each."""
    return torch.ones(count, 1, dtype=torch.float64), torch.zeros(count, 1, dtype=torch.float64)


def zeros(count):
    """That many samples (0, 0): no error."""
    return torch.zeros(count, 1, dtype=torch.float64), torch.zeros(count, 1, dtype=torch.float64)


@pytest.mark.question("accumulate-gradients")
@pytest.mark.hint("A micro-batch of 3 of 4 samples weighs 3/4; the gradient of 100 that lay there before does not count.")
def test_unequal_sizes_weigh_by_samples(submission):
    """Three samples with an error of 1 and one without: the loss is 3/4, not the mean of 1 and 0."""
    loss, grad = assert_tuple(submission.probes.accumulated([ones(3), zeros(1)]), 2)
    assert_float(loss, 0.75)
    assert_close(grad, torch.tensor([[1.5]], dtype=torch.float64))
    with pytest.raises(ValueError):
        submission.probes.accumulated([ones(3), zeros(0)])


@pytest.mark.question("pack-sequences")
@pytest.mark.hint("Longest first; of equals the lower number; the first row that has room.")
def test_five_sequences_in_rows_of_eight(submission):
    """Lengths 5, 4, 3, 3, 2: the first 3 joins the 5, the second the 4, the 2 opens a row."""
    assert submission.batches.pack_sequences([3, 5, 2, 4, 3], 8) == [[1, 0], [3, 4], [2]]


@pytest.mark.question("pack-sequences")
@pytest.mark.hint("The first row with room, not the one that it fills best.")
def test_first_fit_is_not_best_fit(submission):
    """The 2 fits the third row exactly, and goes to the first all the same. A sequence of 11 fits no row of 10."""
    assert submission.batches.pack_sequences([7, 2, 8, 6], 10) == [[2, 1], [0], [3]]
    with pytest.raises(ValueError):
        submission.batches.pack_sequences([4, 11], 10)


@pytest.mark.question("packed-mask")
@pytest.mark.hint("Token i may look at token j of its own sequence, j <= i with causal; padding looks at itself.")
def test_two_sequences_and_a_place_of_padding(submission):
    """Lengths 2 and 1 in four places, causal."""
    mask, positions = assert_tuple(submission.batches.packed_mask([2, 1], 4), 2)
    assert_close(mask, torch.tensor([[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]).bool())
    assert_close(positions, torch.tensor([0, 1, 0, 0]))


@pytest.mark.question("packed-mask")
@pytest.mark.hint("Without causal the blocks on the diagonal are full.")
def test_not_causal(submission):
    """Lengths 1 and 2 in three places; four tokens do not fit."""
    mask, _ = assert_tuple(submission.batches.packed_mask([1, 2], 3, causal=False), 2)
    assert_close(mask, torch.tensor([[1, 0, 0], [0, 1, 1], [0, 1, 1]]).bool())
    with pytest.raises(ValueError):
        submission.batches.packed_mask([2, 2], 3)
