"""Public tests of lora.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_list, assert_tuple

WEIGHT = torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]])
A, B = torch.tensor([[1.0, 0.0, 1.0]]), torch.tensor([[2.0], [-1.0]])


@pytest.mark.question("lora")
@pytest.mark.hint("W x + (alpha / rank) B A x; B starts at 0, and only A and B are trained.")
def test_a_change_of_rank_one(submission):
    """x = (1, 1, 1): W x = (3, 2), A x = 2, B A x = (4, -2), and alpha / rank = 3."""
    first, then, trained = assert_tuple(submission.probes.lora_forward(WEIGHT, 3.0, A, B, torch.ones(1, 3)), 3)
    assert_close(first, torch.tensor([[3.0, 2.0]]))
    assert_close(then, torch.tensor([[15.0, -4.0]]))
    assert trained == ["lora_a", "lora_b"], "exactly lora_a and lora_b are trained"


@pytest.mark.question("lora-merge")
@pytest.mark.hint("Note in `merged` that it is done; the second merge changes nothing.")
def test_merged_once_however_often(submission):
    """All numbers are small integers, so that nothing is rounded."""
    merged = torch.tensor([[7.0, 2.0, 6.0], [-3.0, 1.0, -2.0]])
    weights = assert_list(submission.probes.lora_merged(WEIGHT, 3.0, A, B), 3)
    for got, expected in zip(weights, (merged, merged, WEIGHT), strict=True):
        assert_close(got, expected)
