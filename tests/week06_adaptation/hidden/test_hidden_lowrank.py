"""Hidden tests of lowrank.py: matrices that are made from their singular values, so that the best is known (Eckart-Young)."""

import numpy as np
import oracles_adaptation as oracles
import pytest
import torch
from oracles_adaptation import tensor

from autograder.kit import assert_close, assert_float, assert_refused, assert_same_shape, assert_tuple

F64 = torch.float64
NAN, INF = float("nan"), float("inf")
surely = pytest.mark.false_alarm(0.0, "singular values lie a factor of 1.3 apart; the tolerance is a thousand times the rounding")


def spread(planted, count):
    """Singular values a factor of 1.3 to 2 apart, in falling order."""
    return np.cumprod(planted.uniform(0.5, 0.77, size=count)) * 10


@pytest.mark.question("best-rank")
@pytest.mark.hint("Keep the largest singular values and their vectors; the dtype stays.")
@surely
def test_the_best_matrix_of_each_rank(submission, rng, planted):
    """Wide, tall and square, every rank up to the full one; rows in any order in memory."""
    for rows, columns in ((5, 9), (8, 4), (6, 6)):
        values = spread(planted, min(rows, columns))
        u, v, w = oracles.with_singular_values(rng, rows, columns, values)
        for rank in (1, 2, len(values) - 1, len(values)):
            best = (u[:, :rank] * values[:rank]) @ v[:, :rank].T
            seen = submission.probes.call_and_look("lowrank", "best_rank_r", [tensor(w, F64), rank], {})
            assert_close(seen["result"], tensor(best, F64), rtol=0, atol=1e-10)
            assert_close(seen["arguments"][0], tensor(w, F64), rtol=0)
        strided = submission.probes.call_strided("lowrank", "best_rank_r", [tensor(w), 2], {})
        assert_close(strided, tensor((u[:, :2] * values[:2]) @ v[:, :2].T), rtol=0, atol=1e-4)


@pytest.mark.question("best-rank")
@pytest.mark.hint("Equal singular values: any of the best is right, and its error is known.")
@surely
def test_ties_and_matrices_of_low_rank(submission, rng):
    """Three equal singular values, rank 2: the squares of what is lost. Rank 2 of rank 2 loses nothing."""
    _, _, w = oracles.with_singular_values(rng, 7, 6, [3.0, 3.0, 3.0, 1.0])
    got = submission.lowrank.best_rank_r(tensor(w, F64), 2)
    assert_same_shape(got, (7, 6))
    assert_float(float(((got.numpy() - w) ** 2).sum()), 10.0, rtol=1e-9)
    assert np.linalg.matrix_rank(got.numpy(), tol=1e-8) == 2, "the rank must be at most what was asked for"
    _, _, low = oracles.with_singular_values(rng, 7, 6, [5.0, 2.0])
    assert_close(submission.lowrank.best_rank_r(tensor(low, F64), 4), tensor(low, F64), rtol=0, atol=1e-10)
    assert_close(submission.lowrank.best_rank_r(torch.zeros(3, 4), 2), torch.zeros(3, 4), rtol=0, atol=1e-12)


@pytest.mark.question("best-rank")
@pytest.mark.hint("Squares of the singular values beyond the rank, over the squares of all.")
@surely
def test_the_share_that_is_lost(submission, rng, planted):
    """Every rank of three matrices, against the values they were made from; nothing is lost at full rank."""
    for rows, columns in ((5, 9), (8, 4), (1, 3)):
        values = spread(planted, min(rows, columns))
        _, _, w = oracles.with_singular_values(rng, rows, columns, values)
        for rank in range(1, len(values) + 1):
            expected = (values[rank:] ** 2).sum() / (values**2).sum()
            assert_float(submission.lowrank.lost_share(tensor(w, F64), rank), expected, rtol=1e-8, atol=1e-12)
    assert_float(submission.lowrank.lost_share(torch.diag(torch.tensor([3.0, 2.0, 1.0])), 1), 5 / 14, rtol=1e-5)


@pytest.mark.question("best-rank")
@pytest.mark.hint("b a is the best approximation, b^T b = a a^T = diag(singular values), rest = w - b a.")
@surely
def test_where_pissa_starts(submission, rng, planted):
    """Shapes, products, the even share of the singular values, and the rest: orthogonal to what was taken."""
    for rows, columns, rank in ((5, 9, 2), (8, 4, 4), (6, 6, 1)):
        values = spread(planted, min(rows, columns))
        u, v, w = oracles.with_singular_values(rng, rows, columns, values)
        a, b, rest = assert_tuple(submission.lowrank.pissa_start(tensor(w, F64), rank), 3)
        assert_same_shape(a, (rank, columns))
        assert_same_shape(b, (rows, rank))
        best, diagonal = (u[:, :rank] * values[:rank]) @ v[:, :rank].T, tensor(np.diag(values[:rank]), F64)
        assert_close(b @ a, tensor(best, F64), rtol=0, atol=1e-10)
        assert_close(b.T @ b, diagonal, rtol=0, atol=1e-10)
        assert_close(a @ a.T, diagonal, rtol=0, atol=1e-10)
        assert_close(rest, tensor(w - best, F64), rtol=0, atol=1e-10)
    a, b, rest = assert_tuple(submission.lowrank.pissa_start(torch.eye(3) * 4, 2), 3)
    assert_close(b @ a + rest, torch.eye(3) * 4, rtol=0, atol=1e-5)


@pytest.mark.question("best-rank")
@pytest.mark.hint("A matrix of finite numbers; a rank from 1 to the smaller side.")
@surely
def test_ranks_and_matrices_that_make_no_sense(submission, rng):
    """After a right answer: the same refusals of all three; zeros have no share to lose."""
    w = tensor(rng.normal(size=(4, 3)))
    bad = [(w, 0), (w, -1), (w, 4), (w[0], 1), (w[None], 1), (torch.full((3, 3), NAN), 1), (torch.full((3, 3), INF), 1), (w[:0], 1)]
    for function in (submission.lowrank.best_rank_r, submission.lowrank.lost_share, submission.lowrank.pissa_start):
        assert_refused(function, *bad)
        assert_refused(function, (w.int(), 1), error=(TypeError, ValueError))
    assert_close(submission.lowrank.best_rank_r(w, 3), w, rtol=0, atol=1e-5)
    assert_refused(submission.lowrank.lost_share, (torch.zeros(3, 3), 1))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
