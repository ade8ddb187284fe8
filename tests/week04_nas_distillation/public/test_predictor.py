"""Public tests of predictor.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import numpy as np
import pytest

from autograder.kit import Record, assert_array, assert_close, assert_float, assert_record

SPACE = Record(
    "nets", "Space", image=(1, 8, 8), stem=8, widths=(8, 16), strides=(1, 2), classes=10,
    depths=(1, 2), kernels=(3, 5), expansions=(1, 2, 4),
)  # fmt: skip


@pytest.mark.question("kendall-tau")
@pytest.mark.hint("Of the six pairs five agree and one does not: (5 - 1) / 6.")
def test_one_pair_of_six_is_swapped(submission):
    """1 2 3 4 against 10 30 20 40 gives 2/3; in the same order 1, reversed -1."""
    assert_float(submission.predictor.kendall_tau([1, 2, 3, 4], [10, 30, 20, 40]), 2 / 3)
    assert_float(submission.predictor.kendall_tau([1.0, 2.0, 3.0], [5.0, 6.0, 60.0]), 1.0)
    assert_float(submission.predictor.kendall_tau(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])), -1.0)


@pytest.mark.question("kendall-tau")
@pytest.mark.hint("1 1 2 3 has five untied pairs, and so has 1 2 3 3; four pairs agree: 4 / sqrt(5 * 5).")
def test_ties_count_for_neither_side(submission):
    """tau-b of 1 1 2 3 and 1 2 3 3 is 0.8; a row that is all tied has no order."""
    assert_float(submission.predictor.kendall_tau([1, 1, 2, 3], [1, 2, 3, 3]), 0.8)
    with pytest.raises(ValueError):
        submission.predictor.kendall_tau([1, 1, 1], [1, 2, 3])


@pytest.mark.question("arch-features")
@pytest.mark.hint("Per place: two zeros or ones for the kernels, three for the expansions; then the next place.")
def test_ones_where_the_choices_are(submission):
    """Stage 1: one block (5, 4). Stage 2: blocks (3, 1) and (3, 2)."""
    row = [0, 1, 0, 0, 1] + [0] * 5 + [1, 0, 1, 0, 0] + [1, 0, 0, 1, 0]
    got = submission.predictor.arch_features(SPACE, (((5, 4),), ((3, 1), (3, 2))))
    assert_array(got, np.array(row, dtype=np.float64))
    with pytest.raises(ValueError):
        submission.predictor.arch_features(SPACE, (((5, 4),), ((3, 3),)))


@pytest.mark.question("accuracy-predictor")
@pytest.mark.hint("The slope shrinks from 2 to 2 * 2 / (2 + ridge); the line still goes through the mean point.")
def test_a_ridge_shrinks_the_slope_but_not_the_mean(submission):
    """Points (0, 1), (1, 3), (2, 5) lie on 1 + 2x; with ridge 2 the best slope is 1, and the bias 2."""
    x, y = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0])
    found = assert_record(submission.predictor.fit_predictor(x, y, 2.0), "Predictor")
    assert_close(found.weights, np.array([1.0]))
    assert_float(found.bias, 2.0)
    for ridge in (0, -1.0):
        with pytest.raises(ValueError):
            submission.predictor.fit_predictor(x, y, ridge)


@pytest.mark.question("accuracy-predictor")
@pytest.mark.hint("features @ weights + bias")
def test_a_prediction_is_a_product_and_a_bias(submission):
    """Weights (2, 0.5) and bias 1 on two rows; rows of three features do not fit."""
    law = Record("predictor", "Predictor", weights=np.array([2.0, 0.5]), bias=1.0)
    assert_close(submission.predictor.predict(law, np.array([[1.0, 0.0], [1.0, 4.0]])), np.array([3.0, 5.0]))
    with pytest.raises(ValueError):
        submission.predictor.predict(law, np.zeros((2, 3)))
