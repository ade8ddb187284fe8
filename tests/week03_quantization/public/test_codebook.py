"""Public tests of codebook.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_float_in, assert_same_shape, assert_tuple


@pytest.mark.question("nearest-centroid")
@pytest.mark.hint("The answer is an index into the centroids as they were given, not as they are when sorted.")
def test_each_value_finds_its_nearest_centroid(submission):
    """A (2, 2) tensor and three centroids in no order."""
    x = torch.tensor([[0.1, 0.9], [5.0, -2.0]])
    got = submission.codebook.nearest_centroid(x, torch.tensor([1.0, 0.0, 4.0]))
    assert_close(got, torch.tensor([[1, 0], [2, 1]]))


@pytest.mark.question("kmeans")
@pytest.mark.hint("Each centroid is the mean of its values, not their midpoint.")
def test_two_groups_of_values_give_two_means(submission):
    """Two groups and one bit."""
    x = torch.tensor([[0.0, 5.5], [5.0, 0.3], [0.0, 5.1]])
    centroids, codes = assert_tuple(submission.codebook.kmeans_quantize(x, 1), 2)
    assert_close(centroids, torch.tensor([0.1, 5.2]), rtol=1e-5)
    assert_close(codes, torch.tensor([[0, 1], [1, 0], [0, 1]]))


@pytest.mark.question("kmeans")
@pytest.mark.hint("With no more distinct values than centroids, each value is a centroid: torch.unique helps.")
def test_few_distinct_values_are_kept_exactly(submission):
    """Three distinct values and 2 bits: the error is 0."""
    x = torch.tensor([1.0, 7.0, 1.0, 1.0, 2.0])
    centroids, codes = assert_tuple(submission.codebook.kmeans_quantize(x, 2), 2)
    assert_same_shape(centroids, (4,))
    assert_close(centroids[codes], x)


@pytest.mark.question("kmeans")
@pytest.mark.hint("Start from quantiles and go on until the centroids stand still: 10 rounds are too few.")
def test_a_normal_distribution_reaches_the_optimum_of_lloyd_and_max(submission):
    """4,001 values spread like a normal distribution, 1 and 3 bits: mean squared errors .3634 and .03455."""
    x = torch.distributions.Normal(0.0, 1.0).icdf((torch.arange(4001) + 0.5) / 4001)
    for bits, optimum in ((1, 0.3634), (3, 0.03455)):
        centroids, codes = assert_tuple(submission.codebook.kmeans_quantize(x, bits), 2)
        assert_float_in(float((centroids[codes] - x).square().mean()), 0.9 * optimum, 1.03 * optimum)
