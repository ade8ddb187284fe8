"""Public tests of merging.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_dict, assert_tuple

ONE, TWO = {"w": torch.tensor([0.0, 4.0])}, {"w": torch.tensor([4.0, 0.0])}


@pytest.mark.question("task-vectors")
@pytest.mark.hint("The weights of the mean are divided by their sum.")
def test_a_mean_a_difference_and_a_sum(submission):
    """Three parts of one and one of the other; then the way from one to the other, halfway."""
    merging = submission.merging
    assert_close(assert_dict(merging.average([ONE, TWO], [3, 1]), ["w"])["w"], torch.tensor([1.0, 3.0]))
    vector = assert_dict(merging.task_vector(ONE, TWO), ["w"])
    assert_close(vector["w"], torch.tensor([4.0, -4.0]))
    assert_close(assert_dict(merging.apply_task_vectors(ONE, [vector], [0.5]), ["w"])["w"], torch.tensor([2.0, 2.0]))


@pytest.mark.question("slerp")
@pytest.mark.hint("Directions by the angle, lengths by the straight line.")
def test_a_third_of_a_right_angle(submission):
    """From length 1 to length 4: at one third the angle is 30 degrees and the length 2."""
    got = submission.merging.slerp(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 4.0]), 1 / 3)
    assert_close(got, torch.tensor([3**0.5, 1.0]), rtol=1e-5)


@pytest.mark.question("stitching")
@pytest.mark.hint("Least squares with a bias, in the layout of nn.Linear: weight (q, p).")
def test_a_map_that_exists_is_found(submission):
    """y = (x1 + 2 x2 + 1, -x2)."""
    x = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [2.0, 3.0]])
    y = torch.stack([x[:, 0] + 2 * x[:, 1] + 1, -x[:, 1]], 1)
    weight, bias = assert_tuple(submission.merging.stitch(x, y), 2)
    assert_close(weight, torch.tensor([[1.0, 2.0], [0.0, -1.0]]), atol=1e-4)
    assert_close(bias, torch.tensor([1.0, 0.0]), atol=1e-4)
