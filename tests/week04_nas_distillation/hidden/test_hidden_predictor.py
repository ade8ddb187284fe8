"""Hidden tests of predictor.py: SciPy's tau, scikit-learn's ridge regression, features written out by loops."""

import numpy as np
import pytest
from oracles_space import GAP, OFA, PAIR, extreme, outsiders, some_arch
from scipy.stats import kendalltau
from sklearn.linear_model import Ridge

from autograder.kit import Record, assert_array, assert_close, assert_dict, assert_float, assert_record

NAN = float("nan")

rounding = pytest.mark.false_alarm(1e-9, "only rounding in float64 differs, a thousand times smaller than the tolerance")


# ---- kendall-tau ----------------------------------------------------------------------------------------------------


@pytest.mark.question("kendall-tau")
@pytest.mark.hint("Only the order matters, not the sizes: compare signs of differences.")
@rounding
def test_rows_without_ties(submission, rng):
    """Unpredictable rows, correlated and not, as lists and as arrays, with huge and tiny values; the two ends of the scale."""
    for count in (2, 3, 10, 150):
        a = rng.normal(size=count)
        b = a + rng.normal(size=count)
        expected = float(kendalltau(a, b).statistic)
        assert_float(submission.predictor.kendall_tau(a, b), expected, atol=1e-12)
        assert_float(submission.predictor.kendall_tau(b.tolist(), a.tolist()), expected, atol=1e-12)
        assert_float(submission.predictor.kendall_tau(np.exp(20 * a), b * 1e-9), expected, atol=1e-12)
        assert_float(submission.predictor.kendall_tau(a, 3 * a + 1e3), 1.0)
        assert_float(submission.predictor.kendall_tau(a, -a), -1.0)


@pytest.mark.question("kendall-tau")
@pytest.mark.weight(2)
@pytest.mark.hint("A tied pair is neither concordant nor discordant; tau-b leaves it out of that row's count, not out of the other's.")
@rounding
def test_rows_with_ties(submission, rng):
    """Few different values, so that many pairs are tied in one row, in the other, in both: SciPy's tau-b."""
    for low, high in ((2, 5), (5, 2), (3, 3), (2, 1000), (1000, 2)):
        a, b = rng.integers(low, size=60), rng.integers(high, size=60)
        a[:2], b[-2:] = (0, 1), (0, 1)
        b = b + a // 2
        expected = float(kendalltau(a, b).statistic)
        assert_float(submission.predictor.kendall_tau(a.astype(float), b.astype(float)), expected, atol=1e-12)
        assert_float(submission.predictor.kendall_tau(a.tolist(), b.tolist()), expected, atol=1e-12)
    assert_float(submission.predictor.kendall_tau([1, 1, 2, 3], [1, 2, 3, 3]), 4 / 5)  # 4 concordant; 5 untied in each


@pytest.mark.question("kendall-tau")
@pytest.mark.hint("Without an order in both rows there is nothing to compare: ValueError, not 0, not NaN.")
@rounding
def test_rows_without_an_order_are_refused(submission, rng):
    """After a right tau: unequal lengths, a NaN, rows that are all tied, one number, none: ValueError."""
    a, b = rng.normal(size=12), rng.normal(size=12)
    assert_float(submission.predictor.kendall_tau(a, b), float(kendalltau(a, b).statistic), atol=1e-12)
    with_nan = b.copy()
    with_nan[int(rng.integers(12))] = NAN
    flat = np.full(12, float(b[0]))
    for x, y in ((a, b[:-1]), (a[:1], b), (a, with_nan), (with_nan, a), (a, flat), (flat, a), (flat, flat), ([1.0], [2.0]), ([], [])):
        with pytest.raises(ValueError):
            submission.predictor.kendall_tau(x, y)


# ---- arch-features --------------------------------------------------------------------------------------------------


def one_hot(form, arch):
    """The row, place by place."""
    row = []
    for stage in arch:
        for place in range(max(form.depths)):
            block = stage[place] if place < len(stage) else (None, None)
            row += [float(block[0] == kernel) for kernel in form.kernels]
            row += [float(block[1] == expansion) for expansion in form.expansions]
    return np.array(row)


@pytest.mark.question("arch-features")
@pytest.mark.hint("For each place first the kernels, then the expansions; places beyond a stage's depth are all zeros.")
def test_every_place_says_its_kernel_and_its_expansion(submission, rng):
    """Unpredictable architectures of three spaces, one after the other, the smallest and the largest too."""
    for form in (PAIR, OFA, GAP, PAIR):
        for arch in [extreme(form, 0), extreme(form, -1), *(some_arch(form, rng) for _ in range(5))]:
            assert_array(submission.predictor.arch_features(form, arch), one_hot(form, arch))


@pytest.mark.question("arch-features")
@pytest.mark.hint("An architecture with a block that the space does not know has no features.")
def test_an_architecture_of_another_space_has_no_features(submission, rng):
    """After right features: a stage too many or too few, a wrong depth, kernel or expansion: ValueError."""
    for form in (GAP, OFA):
        arch = some_arch(form, rng)
        assert_array(submission.predictor.arch_features(form, arch), one_hot(form, arch))
        for wrong in outsiders(form, arch):
            with pytest.raises(ValueError):
                submission.predictor.arch_features(form, wrong)


# ---- accuracy-predictor ---------------------------------------------------------------------------------------------


def judge_fit(got, features, accuracies, ridge):
    """The minimiser is unique: scikit-learn's, to 1e-6 of the weights' size (both solve systems with condition below 1e8)."""
    record = assert_record(got, "Predictor")
    right = Ridge(alpha=ridge, solver="svd").fit(features, accuracies)
    scale = float(np.abs(right.coef_).max()) + 1e-12
    assert_close(record.weights, right.coef_, rtol=1e-6, atol=1e-6 * scale)
    assert_float(record.bias, float(right.intercept_), rtol=1e-6, atol=1e-6 * scale)


@pytest.mark.question("accuracy-predictor")
@pytest.mark.weight(2)
@pytest.mark.hint("Centre features and accuracies, solve (X'X + ridge I) w = X'y, then bias = mean(y) - mean(x) @ w.")
@rounding
def test_the_fit_is_ridge_regression_with_a_free_bias(submission, rng):
    """More rows than features and fewer, ridges from 1e-3 to 100, accuracies far from 0: scikit-learn's minimiser."""
    for rows, columns, ridge in ((50, 6, 1.0), (8, 30, 0.5), (40, 12, 1e-3), (25, 5, 100.0), (3, 1, 2)):
        features = rng.normal(size=(rows, columns)) + rng.normal(size=columns)
        accuracies = 90 + 5 * rng.normal(size=rows)
        judge_fit(submission.predictor.fit_predictor(features, accuracies, ridge), features, accuracies, ridge)
    judge_fit(submission.predictor.fit_predictor(features, accuracies), features, accuracies, 1.0)


@pytest.mark.question("accuracy-predictor")
@pytest.mark.hint("One-hot columns add up to a constant, so that without the ridge there are many solutions: let it do its work.")
@rounding
def test_one_hot_features_have_one_answer_too(submission, rng, planted):
    """60 architectures whose accuracies are a planted sum over their choices, plus noise, at a small ridge."""
    archs = [some_arch(PAIR, rng) for _ in range(60)]
    features = np.array([one_hot(PAIR, arch) for arch in archs])
    accuracies = 80 + features @ planted.normal(size=features.shape[1]) + 0.1 * planted.normal(size=60)
    got = assert_dict(submission.probes.fit_and_look(features, accuracies, 0.1), ["predictor", "features", "accuracies"])
    judge_fit(got["predictor"], features, accuracies, 0.1)
    assert_array(got["features"], features)
    assert_array(got["accuracies"], accuracies)
    judge_fit(submission.predictor.fit_predictor(features, accuracies.tolist(), 0.1), features, accuracies, 0.1)


@pytest.mark.question("accuracy-predictor")
@pytest.mark.hint("features @ weights + bias, a float64 array with one number a row.")
@rounding
def test_predictions_of_a_given_predictor(submission, rng):
    """Unpredictable weights on unpredictable features, one row among them, and none; not contiguous ones."""
    for rows, columns in ((7, 4), (1, 9), (0, 3), (20, 1)):
        weights, bias = rng.normal(size=columns), float(rng.normal())
        features = rng.normal(size=(columns, rows)).T
        expected = np.array([sum(w * x for w, x in zip(weights, row)) + bias for row in features], dtype=np.float64)
        record = Record("predictor", "Predictor", weights=weights, bias=bias)
        assert_close(submission.predictor.predict(record, features), expected, rtol=1e-9, atol=1e-9)
        for wrong in (np.zeros((rows, columns + 1)), np.zeros((rows, columns - 1))):
            with pytest.raises(ValueError):
                submission.predictor.predict(record, wrong)


@pytest.mark.question("accuracy-predictor")
@pytest.mark.hint("Check shapes, NaNs and the ridge before you solve.")
@rounding
def test_data_that_teach_nothing_are_refused(submission, rng):
    """After a right fit: a ridge of 0, below, or NaN; lengths that differ, no rows, a NaN on either side: ValueError."""
    features, accuracies = rng.normal(size=(9, 3)), rng.normal(size=9)
    judge_fit(submission.predictor.fit_predictor(features, accuracies, 0.3), features, accuracies, 0.3)
    hole, gap = features.copy(), accuracies.copy()
    hole[4, 1], gap[2] = NAN, NAN
    for x, y, ridge in (
        (features, accuracies, 0), (features, accuracies, -1.0), (features, accuracies, NAN),
        (features, accuracies[:-1], 0.3), (features[:1], accuracies, 0.3), (np.zeros((0, 3)), np.zeros(0), 0.3),
        (hole, accuracies, 0.3), (features, gap, 0.3),
    ):  # fmt: skip
        with pytest.raises(ValueError):
            submission.predictor.fit_predictor(x, y, ridge)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
