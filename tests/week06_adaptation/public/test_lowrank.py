"""Public tests of lowrank.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_tuple

W = torch.tensor([[0.0, 4.0, 0.0], [9.0, 0.0, 0.0]])


@pytest.mark.question("best-rank")
@pytest.mark.hint("Keep the largest singular values; here they are the magnitudes of the entries.")
def test_the_largest_singular_value_stays(submission):
    """9 stays and 4 goes: 16 of 97."""
    assert_close(submission.lowrank.best_rank_r(W, 1), torch.tensor([[0.0, 0.0, 0.0], [9.0, 0.0, 0.0]]), atol=1e-5)
    assert_float(submission.lowrank.lost_share(W, 1), 16 / 97, rtol=1e-5)


@pytest.mark.question("best-rank")
@pytest.mark.hint("Each side gets the square root of the singular value.")
def test_both_sides_get_the_root(submission):
    """sqrt(9) = 3 on either side, up to a common sign."""
    a, b, rest = assert_tuple(submission.lowrank.pissa_start(W, 1), 3)
    assert_close(a.abs(), torch.tensor([[3.0, 0.0, 0.0]]), atol=1e-5)
    assert_close(b.abs(), torch.tensor([[0.0], [3.0]]), atol=1e-5)
    assert_close(rest, torch.tensor([[0.0, 4.0, 0.0], [0.0, 0.0, 0.0]]), atol=1e-5)
