"""Hidden tests of codebook.py: distances by brute force, and the tables of Lloyd and Max.

Which of two equally near centroids is taken is left open, so distances are judged, not indices.
"""

import numpy as np
import oracles_quantization as oracles
import pytest
import torch
from oracles_quantization import LLOYD_MAX, tensor

from autograder.kit import assert_close, assert_refused, assert_same_shape, assert_tuple

NAN, INF = float("nan"), float("inf")
WRONG_TYPE = (TypeError, ValueError)

surely = pytest.mark.false_alarm(0.0, "the tolerance stands for rounding, and only the order of the values is drawn")
hardly_ever = pytest.mark.false_alarm(1e-4, "two of at most 40 normal draws would have to be neighbours in float32")


def judge_nearest(codes, x, centroids):
    """int64 indices of x's shape, and no centroid is nearer than the chosen one (beyond float32's rounding)."""
    assert_same_shape(codes, x.shape)
    assert codes.dtype == torch.int64, f"the indices have dtype {codes.dtype}; int64 is asked for"
    assert int(codes.min()) >= 0 and int(codes.max()) < len(centroids), "an index points to no centroid"
    values, levels = x.double().numpy().ravel(), centroids.double().numpy()
    distances = np.abs(values[:, None] - levels[None, :])
    chosen = distances[np.arange(values.size), codes.numpy().ravel()]
    # a midpoint of two float32 numbers is off by at most 2 * 6e-8 of their size
    slack = 4e-7 * max(np.abs(levels).max(), np.abs(values).max())
    wrong = chosen > distances.min(axis=1) + slack
    assert not wrong.any(), f"{int(wrong.sum())} of {values.size} values have a nearer centroid than the chosen one"


# ---- nearest-centroid -----------------------------------------------------------------------------------------------


@pytest.mark.question("nearest-centroid")
@pytest.mark.hint("If you sort the centroids, translate the indices back.")
def test_no_centroid_is_nearer(submission, rng):
    """Values of several shapes; 1, 2, 7 and 64 centroids in no order; both float dtypes."""
    for count in (1, 2, 7, 64):
        for shape, dtype in (((30,), torch.float32), ((6, 5), torch.float64), ((2, 3, 4), torch.float32), ((), torch.float32)):
            x, centroids = tensor(rng.normal(size=shape), dtype), tensor(rng.normal(size=count), dtype)
            judge_nearest(submission.codebook.nearest_centroid(x, centroids), x, centroids)


@pytest.mark.question("nearest-centroid")
@pytest.mark.hint("Values beyond the outermost centroids belong to those; equal centroids are no problem.")
@hardly_ever
def test_far_values_and_equal_centroids(submission, rng):
    """Values ten times as wide as the centroids, centroids that occur three times, values on a centroid."""
    centroids = tensor(rng.permutation(np.repeat(rng.normal(size=5), 3)))
    x = torch.cat([tensor(10 * rng.normal(size=50)), centroids])
    codes = submission.codebook.nearest_centroid(x, centroids)
    judge_nearest(codes, x, centroids)
    assert_close(centroids[codes[50:]], centroids, rtol=0)


@pytest.mark.question("nearest-centroid")
@pytest.mark.fresh
@pytest.mark.hint("A table of all distances has values times centroids entries; midpoints and a search need no such table.")
def test_no_table_of_all_distances(submission, rng):
    """65,536 values and 256 centroids: no tensor inside holds more than 8 numbers a value."""
    x, centroids = tensor(rng.normal(size=2**16)), tensor(rng.normal(size=256))
    seen = submission.probes.watched("codebook", "nearest_centroid", [x, centroids])
    judge_nearest(seen["result"][:2000], x[:2000], centroids)
    assert seen["result"].shape == x.shape
    assert seen["largest"] <= 8 * 2**16, f"a tensor of {seen['largest']:,} numbers was made for {2**16:,} values"


@pytest.mark.question("nearest-centroid")
@pytest.mark.hint("Any strides, and the centroids belong to the caller: sort a copy.")
@surely
def test_layout_and_arguments(submission, rng):
    """Strange strides; the arguments afterwards."""
    x, centroids = tensor(rng.normal(size=(4, 6))), tensor(rng.normal(size=9))
    judge_nearest(submission.probes.call_strided("codebook", "nearest_centroid", [x, centroids], {}), x, centroids)
    seen = submission.probes.call_and_look("codebook", "nearest_centroid", [x, centroids], {})
    judge_nearest(seen["result"], x, centroids)
    assert_close(seen["arguments"][0], x, rtol=0)
    assert_close(seen["arguments"][1], centroids, rtol=0)


@pytest.mark.question("nearest-centroid")
@pytest.mark.hint("Nothing is nearest to NaN, and without centroids there is no answer: ValueError.")
def test_what_has_no_nearest_is_refused(submission, rng):
    """After a right answer: emptiness, NaN, infinity, two dimensions and none, integers."""
    x, centroids = tensor(rng.normal(size=8)), tensor(rng.normal(size=4))
    judge_nearest(submission.codebook.nearest_centroid(x, centroids), x, centroids)
    bad = centroids.clone()
    bad[1] = NAN
    assert_refused(submission.codebook.nearest_centroid, (x[:0], centroids), (x, centroids[:0]), (x, bad), (x * NAN, centroids))
    assert_refused(submission.codebook.nearest_centroid, (x, centroids.reshape(2, 2)), (x, centroids[0]), (x / 0, centroids), (x, centroids / 0))
    assert_refused(submission.codebook.nearest_centroid, (x.int(), centroids), error=WRONG_TYPE)


# ---- kmeans ---------------------------------------------------------------------------------------------------------


def judge_codebook(got, x, bits):
    """2^bits centroids in order and in x's dtype, codes that point to the nearest; the mean squared error."""
    centroids, codes = assert_tuple(got, 2)
    assert_same_shape(centroids, (2**bits,))
    assert centroids.dtype == x.dtype, f"the centroids have dtype {centroids.dtype}; {x.dtype} is asked for"
    assert bool(torch.isfinite(centroids).all()), "a centroid is NaN or infinite"
    assert bool((centroids.diff() >= 0).all()), "the centroids are not in increasing order"
    judge_nearest(codes, x, centroids)
    return float((centroids.double()[codes] - x.double()).square().mean())


@pytest.mark.question("kmeans")
@pytest.mark.timeout(30)
@pytest.mark.hint("Go on until the centroids stand still; start from quantiles, so that each begins among values.")
def test_a_normal_distribution_reaches_lloyd_and_max(submission, rng, planted):
    """4,096 values spread like a normal distribution of unknown mean and width, shuffled, at 1 to 4 bits."""
    for bits, optimum in LLOYD_MAX.items():
        width, shift = 10 ** float(planted.uniform(-2, 1)), float(planted.uniform(-0.5, 0.5))
        values = rng.permutation(oracles.normal_values(4096)) + shift
        x = tensor(width * values.reshape(64, 64))
        error = judge_codebook(submission.codebook.kmeans_quantize(x, bits), x, bits) / width**2
        # 3 % are promised; the quantiles' own optimum lies up to 1.1 % below the table's (4 bits, 4,096 values)
        assert error <= 1.03 * optimum, f"mean squared error {error:.5f} of the variance; the optimum is {optimum:.5f}"


@pytest.mark.question("kmeans")
@pytest.mark.timeout(30)
@pytest.mark.hint("For a uniform distribution the best levels are the middles of equal parts.")
def test_a_uniform_distribution(submission, rng, planted):
    """5,000 evenly spread values in float64: the best error is (width / 2^b)^2 / 12."""
    for bits in (1, 2, 4):
        width, start = 10 ** float(planted.uniform(-1, 2)), float(planted.uniform(-1, 1))
        x = tensor(width * (rng.permutation(5000) / 4999 + start), torch.float64)
        error = judge_codebook(submission.codebook.kmeans_quantize(x, bits), x, bits)
        optimum = (width / 2**bits) ** 2 / 12
        assert error <= 1.03 * optimum, f"mean squared error {error / optimum:.3f} times the optimum"


@pytest.mark.question("kmeans")
@pytest.mark.hint("torch.unique: with no more distinct values than centroids, each is one of them.")
@hardly_ever
def test_few_distinct_values_cost_nothing(submission, rng):
    """1, 3 and 8 distinct values in 3 bits, very unequally often, and 40 in 8 bits: every value comes back exactly."""
    for distinct, bits in ((1, 3), (3, 3), (8, 3), (40, 8)):
        values = rng.normal(size=distinct)
        x = tensor(rng.permutation(np.append(np.repeat(values[0], 500), values)).reshape(1, -1))
        centroids, codes = submission.codebook.kmeans_quantize(x, bits)
        judge_codebook((centroids, codes), x, bits)
        assert_close(centroids[codes], x, rtol=0)


@pytest.mark.question("kmeans")
@pytest.mark.hint("Keep nothing between calls, and leave x as it is, whatever its strides.")
@surely
def test_a_second_call_starts_afresh(submission, rng):
    """Two different tensors, then the first with strange strides; x afterwards."""
    errors = []
    base = oracles.normal_values(4096)
    for width in (1.0, 7.0):
        x = tensor(width * rng.permutation(base).reshape(32, 128))
        seen = submission.probes.call_and_look("codebook", "kmeans_quantize", [x, 2], {})
        errors.append(judge_codebook(seen["result"], x, 2) / width**2)
        assert_close(seen["arguments"][0], x, rtol=0)
        got = submission.probes.call_strided("codebook", "kmeans_quantize", [x, 2], {})
        errors.append(judge_codebook(got, x, 2) / width**2)
    assert max(errors) <= 1.03 * LLOYD_MAX[2]


@pytest.mark.question("kmeans")
@pytest.mark.hint("bits from 1 to 8; finite values, and at least one.")
def test_what_has_no_codebook_is_refused(submission, rng):
    """After a right answer: bits, NaN, infinity, emptiness, wrong types."""
    x = tensor(rng.permutation(oracles.normal_values(4096)))
    assert judge_codebook(submission.codebook.kmeans_quantize(x, 1), x, 1) <= 1.03 * LLOYD_MAX[1]
    bad = x.clone()
    bad[17] = NAN
    assert_refused(submission.codebook.kmeans_quantize, (x, 0), (x, 9), (x, -1), (x[:0], 2), (bad, 2), (x / 0, 2))
    assert_refused(submission.codebook.kmeans_quantize, (x, 2.5), (x.int(), 2), error=WRONG_TYPE)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
