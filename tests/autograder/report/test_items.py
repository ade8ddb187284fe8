"""Item statistics against numpy and scipy, and by hand where a closed form is short."""

import numpy as np
import pytest
from scipy import stats

from autograder.report.failures import pairs
from autograder.report.items import alpha, items

WORTH = {"a": 4, "b": 6, "c": 10}


@pytest.fixture
def points():
    rng = np.random.default_rng(1)
    ability = rng.normal(size=120)
    raw = {q: np.clip(np.round(most * (0.6 + 0.2 * ability + 0.25 * rng.normal(size=120)), 2), 0, most) for q, most in WORTH.items()}
    return [{q: float(raw[q][row]) for q in WORTH} for row in range(120)]


def test_every_figure_agrees_with_numpy_and_scipy(points):
    table = np.array([[mine[q] for q in WORTH] for mine in points])
    for column, item in enumerate(items(WORTH, points)):
        earned, rest = table[:, column], np.delete(table, column, axis=1).sum(axis=1)
        assert item.mean == pytest.approx(earned.mean(), rel=1e-12)
        assert item.deviation == pytest.approx(earned.std(ddof=1), rel=1e-12)
        assert item.difficulty == pytest.approx(earned.mean() / item.points, rel=1e-12)
        assert (item.full, item.nothing) == ((earned == item.points).sum(), (earned == 0).sum())
        assert item.discrimination == pytest.approx(stats.pearsonr(earned, rest).statistic, rel=1e-9)
    covariance = np.cov(table.T)
    by_covariance = 3 / 2 * (1 - np.trace(covariance) / covariance.sum())
    assert alpha(points) == pytest.approx(by_covariance, rel=1e-9)


def test_a_question_does_not_correlate_with_itself():
    """Uncorrected, one varying question would correlate with the total at 1; corrected, there is nothing left to compare."""
    points = [{"a": float(i % 2), "b": 2.0, "c": 1.0} for i in range(6)]
    found = {item.question: item for item in items({"a": 1, "b": 2, "c": 4}, points)}
    assert found["a"].discrimination is None and found["b"].discrimination is None
    assert (found["b"].full, found["c"].difficulty, found["a"].nothing) == (6, 0.25, 3)


def test_by_hand():
    """Two questions, points (0,0) (1,1) (1,0) (0,1) (1,1): r = 1/6; alpha = 2 * (1 - 0.6/0.7) = 2/7."""
    points = [{"a": float(a), "b": float(b)} for a, b in ((0, 0), (1, 1), (1, 0), (0, 1), (1, 1))]
    assert [item.discrimination for item in items({"a": 1, "b": 1}, points)] == pytest.approx([1 / 6, 1 / 6])
    assert alpha(points) == pytest.approx(2 / 7)


def test_rounding_is_no_variance_and_nothing_is_made_of_nothing():
    points = [{"a": 0.1 + 0.2, "b": 1.0}, {"a": 0.3, "b": 0.0}]
    assert items({"a": 1, "b": 1}, points)[0].discrimination is None
    assert alpha([{"a": 1.0, "b": 1.0}] * 5) is None and alpha([{"a": 1.0}, {"a": 0.0}]) is None and alpha([]) is None
    assert [item.mean for item in items({"a": 1}, [])] == [None]


def test_phi_is_pearsons_correlation_of_those_that_answered_both():
    rng = np.random.default_rng(2)
    cause = rng.random(200) < 0.4
    failed = np.column_stack([cause ^ (rng.random(200) < share) for share in (0.05, 0.2, 0.5)]).astype(float)
    met = (rng.random((200, 3)) < 0.85).astype(float)
    found = {(pair.one, pair.other): pair for pair in pairs("xyz", failed, met)}
    assert len(found) == 3 and pairs("xyz", failed, met)[0].one == "x"
    for (i, j), pair in zip([(0, 1), (0, 2), (1, 2)], [found["x", "y"], found["x", "z"], found["y", "z"]]):
        both = (met[:, i] * met[:, j]) == 1
        assert pair.phi == pytest.approx(stats.pearsonr(failed[both, i], failed[both, j]).statistic, rel=1e-9)
        assert pair.answered == both.sum() and pair.both == (failed[both, i] * failed[both, j]).sum()
        assert pair.either == ((failed[both, i] + failed[both, j]) > 0).sum()


def test_pairs_that_two_hand_ins_made_are_left_out():
    failed = np.zeros((20, 2))
    failed[:2] = 1
    assert pairs("ab", failed, np.ones((20, 2))) == []
    failed[2] = 1
    assert [pair.phi for pair in pairs("ab", failed, np.ones((20, 2)))] == pytest.approx([1.0])
