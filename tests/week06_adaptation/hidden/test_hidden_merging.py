"""Hidden tests of merging.py: sums by hand, the invariants of the great circle, and least squares by normal equations."""

import numpy as np
import pytest
import torch
from oracles_adaptation import single, tensor

from autograder.kit import assert_close, assert_dict, assert_refused, assert_same_shape, assert_tuple

F64 = torch.float64
NAN, INF = float("nan"), float("inf")
surely = pytest.mark.false_alarm(0.0, "the tolerances are a hundred times what the rounding of these sums can do")
hardly_ever = pytest.mark.false_alarm(1e-9, "a matrix of 40 by 3 normal numbers would have to be nearly singular")


def state(rng, dtype=torch.float32, count=3):
    """A state as a network with a batch norm has it."""
    return {
        "layer.weight": tensor(single(rng, 4, 3), dtype),
        "norm.running_mean": tensor(single(rng, 4), dtype),
        "norm.batches": torch.tensor(count),
    }


@pytest.mark.question("task-vectors")
@pytest.mark.hint("Divide by the sum of the weights; what is no floating point comes from the first state.")
@surely
def test_weighted_averages(submission, rng):
    """One to four states, weights that do not add up to 1, both dtypes; inputs are left alone and nothing is shared."""
    for weights, dtype in (([2.0], torch.float32), ([3, 1], torch.float32), ([0.0, 5.0, 0.5], F64), ([1, 1, 1, 1], F64)):
        states = [state(rng, dtype, count) for count in range(7, 7 + len(weights))]
        seen = submission.probes.call_and_look("merging", "average", [states, weights], {})
        got = assert_dict(seen["result"], states[0])
        for name in ("layer.weight", "norm.running_mean"):
            expected = sum(w * s[name].double() for w, s in zip(weights, states, strict=True)) / sum(weights)
            assert_close(got[name], expected.to(dtype), rtol=0, atol=1e-5 if dtype == torch.float32 else 1e-13)
            for before, after in zip(states, seen["arguments"][0], strict=True):
                assert_close(after[name], before[name], rtol=0)
        assert got["norm.batches"].dtype == torch.int64 and int(got["norm.batches"]) == 7, "counts come from the first state"


@pytest.mark.question("task-vectors")
@pytest.mark.hint("tuned - base for floats alone; base + sum of scale * vector, the rest as in the base.")
@surely
def test_vectors_there_and_back(submission, rng):
    """One, two and no vectors; positive, negative and zero scales; both dtypes."""
    for dtype in (torch.float32, F64):
        base, one, two = state(rng, dtype, 3), state(rng, dtype, 4), state(rng, dtype, 5)
        vectors = []
        for tuned in (one, two):
            vector = assert_dict(submission.merging.task_vector(base, tuned), ["layer.weight", "norm.running_mean"])
            for name, value in vector.items():
                assert_close(value, tuned[name] - base[name], rtol=0, atol=1e-6)
            vectors.append({name: tuned[name] - base[name] for name in vector})
        for used, scales in ((vectors, [0.25, -1.5]), (vectors, [0, 1]), (vectors[:1], [2.0]), ([], [])):
            seen = submission.probes.call_and_look("merging", "apply_task_vectors", [base, used, scales], {})
            got = assert_dict(seen["result"], base)
            for name in vectors[0]:
                expected = base[name] + sum(s * v[name] for s, v in zip(scales, used, strict=True))
                assert_close(got[name], expected, rtol=0, atol=1e-5 if dtype == torch.float32 else 1e-13)
                assert_close(seen["arguments"][0][name], base[name], rtol=0)
            assert int(got["norm.batches"]) == 3, "what is no floating point comes from the base"


@pytest.mark.question("task-vectors")
@pytest.mark.hint("The same names and shapes everywhere; one finite number each; weights at least 0 and not all 0.")
@surely
def test_states_that_do_not_fit_are_refused(submission, rng):
    """After a right answer: a name more or less, another shape, numbers that make no sense."""
    base, tuned = state(rng), state(rng)
    less = {name: value for name, value in tuned.items() if name != "layer.weight"}
    more, other = {**tuned, "more": torch.ones(1)}, {**tuned, "layer.weight": torch.ones(1, 3)}
    vector = {name: value for name, value in tuned.items() if value.is_floating_point()}
    got = submission.merging.average([base, tuned], [1, 1])
    assert_close(got["layer.weight"], (base["layer.weight"] + tuned["layer.weight"]) / 2, rtol=0, atol=1e-5)
    for odd in (less, more, other):
        assert_refused(submission.merging.average, ([base, odd], [1, 1]), ([base, tuned, odd], [1, 1, 0]))
        assert_refused(submission.merging.task_vector, (base, odd), (odd, base))
    bad = [[1], [1, 1, 1], [1, NAN], [INF, 1], [1, -1], [2, -1], [0, 0]]
    assert_refused(submission.merging.average, ([], []), *(([base, tuned], weights) for weights in bad))
    for odd in ({**vector, "more": torch.ones(1)}, {"layer.weight": vector["layer.weight"]}, {**vector, "layer.weight": torch.ones(3)}, tuned):
        assert_refused(submission.merging.apply_task_vectors, (base, [odd], [1.0]), (base, [vector, odd], [1.0, 1.0]))
    assert_refused(submission.merging.apply_task_vectors, *((base, [vector], scales) for scales in ([], [1, 2], [NAN], [INF])))


# ---- slerp ----------------------------------------------------------------------------------------------------------


def on_a_circle(rng, shape, angle, lengths):
    """Two tensors at this angle and of these lengths, and the way from one to the other as a function of t."""
    basis = np.linalg.qr(rng.normal(size=(int(np.prod(shape)), 2)))[0]

    def at(t):
        direction = np.cos(t * angle) * basis[:, 0] + np.sin(t * angle) * basis[:, 1]
        return (((1 - t) * lengths[0] + t * lengths[1]) * direction).reshape(shape)

    return at


@pytest.mark.question("slerp")
@pytest.mark.hint("Unit vectors, the angle between them, and the formula; the length goes along a straight line.")
@surely
def test_ends_lengths_and_angles(submission, rng, planted):
    """Small, right and wide angles, one or more dimensions: the point at t * angle of the great circle, in float64."""
    for shape, angle, lengths in (((50,), 0.3, (1, 1)), ((3, 4), np.pi / 2, (1, 1)), ((2, 3, 4), 3.0, (2, 5)), ((7,), 1e-3, (1, 9))):
        at = on_a_circle(rng, shape, float(angle) * float(planted.uniform(0.98, 1)), lengths)
        a, b = tensor(at(0), F64), tensor(at(1), F64)
        for t in (0, 0.25, 0.5, float(planted.uniform(0.6, 0.9)), 1):
            seen = submission.probes.call_and_look("merging", "slerp", [a, b, t], {})
            assert_close(seen["result"], tensor(at(t), F64), rtol=0, atol=1e-8)
            assert_close(seen["arguments"][0], a, rtol=0)


@pytest.mark.question("slerp")
@pytest.mark.hint("acos(dot) loses half of the digits near 0 and pi, or gives NaN; the atan2 of two lengths does not.")
@surely
def test_near_the_same_and_near_the_opposite(submission, rng):
    """Equal vectors, angles of 1e-6 and 1e-9, and an angle of pi - 0.01, in both dtypes."""
    for angle, dtype, off in ((0.0, F64, 1e-12), (0.0, torch.float32, 1e-5), (1e-9, F64, 1e-12), (1e-6, F64, 1e-12), (np.pi - 0.01, F64, 1e-8)):
        at = on_a_circle(rng, (30,), angle, (2, 3))
        for t in (0, 0.3, 0.5, 1):
            assert_close(submission.merging.slerp(tensor(at(0), dtype), tensor(at(1), dtype), t), tensor(at(t), dtype), rtol=0, atol=off)
    at = on_a_circle(rng, (4, 5), 1.0, (1e-3, 1e3))
    got = submission.merging.slerp(tensor(at(0)), tensor(at(1)), 0.5)
    assert_close(got, tensor(at(0.5)), rtol=0, atol=1e-2)
    a = tensor(single(rng, 2000))
    assert_close(submission.merging.slerp(a, 2 * a, 0.5), 1.5 * a, rtol=1e-5)


@pytest.mark.question("slerp")
@pytest.mark.hint("t from 0 to 1, one shape, no vector of length 0, none opposite.")
@surely
def test_ways_that_do_not_exist_are_refused(submission, rng):
    """After a right answer: opposite vectors of other lengths too, zeros, NaN, t outside."""
    at = on_a_circle(rng, (6,), 1.0, (1, 2))
    a, b = tensor(at(0), F64), tensor(at(1), F64)
    assert_close(submission.merging.slerp(a, b, 0.5), tensor(at(0.5), F64), rtol=0, atol=1e-10)
    bad = [(a, b, -0.01), (a, b, 1.01), (a, b, NAN), (a, b[:5], 0.5), (a[:5], b, 0.5), (a, b[None], 0.5), (a, 0 * b, 0.5), (0 * a, b, 0.5)]
    bad += [(a, -a, 0.5), (a, -3 * a, 0.0), (a, b * NAN, 0.5), (a * INF, b, 0.5), (a, b / 0, 0.5)]
    assert_refused(submission.merging.slerp, *bad)


# ---- stitching ------------------------------------------------------------------------------------------------------


@pytest.mark.question("stitching")
@pytest.mark.hint("Least squares of x weight^T + bias - y, with the bias fitted and not put to 0.")
@hardly_ever
def test_the_normal_equations_hold(submission, rng):
    """Noisy features far from mean 0: the rest is orthogonal to every feature and to a constant."""
    for n, p, q in ((40, 3, 2), (60, 5, 7), (30, 1, 4)):
        x, y = rng.normal(size=(n, p)) + 5, rng.normal(size=(n, q)) - 3
        seen = submission.probes.call_and_look("merging", "stitch", [tensor(x, F64), tensor(y, F64)], {})
        weight, bias = assert_tuple(seen["result"], 2)
        ones = np.hstack([x, np.ones((n, 1))])
        best = np.linalg.solve(ones.T @ ones, ones.T @ y)
        assert_close(weight, tensor(best[:-1].T, F64), rtol=0, atol=1e-6)
        assert_close(bias, tensor(best[-1], F64), rtol=0, atol=1e-6)
        assert_close(seen["arguments"][0], tensor(x, F64), rtol=0)


@pytest.mark.question("stitching")
@pytest.mark.hint("Of several weights that fit equally well, the smallest: pinv or gelsd on what is left of the means.")
@surely
def test_features_that_repeat_share_the_weight(submission, rng):
    """A feature that stands twice, one that is constant, fewer rows than features, and one row alone."""
    x = rng.normal(size=(30, 3)) + 2
    repeated = np.hstack([x, x[:, :1], np.full((30, 1), 4.0)])
    true, shift = rng.normal(size=(2, 3)), rng.normal(size=2)
    y = x @ true.T + shift
    weight, bias = assert_tuple(submission.merging.stitch(tensor(repeated, F64), tensor(y, F64)), 2)
    expected = np.hstack([true[:, :1] / 2, true[:, 1:], true[:, :1] / 2, np.zeros((2, 1))])
    assert_close(weight, tensor(expected, F64), rtol=0, atol=1e-6)
    assert_close(bias, tensor(shift, F64), rtol=0, atol=1e-5)
    few = rng.normal(size=(4, 9))
    target = rng.normal(size=(4, 2))
    weight, bias = assert_tuple(submission.merging.stitch(tensor(few, F64), tensor(target, F64)), 2)
    assert_close(tensor(few, F64) @ weight.T + bias, tensor(target, F64), rtol=0, atol=1e-6)
    assert_close(weight, tensor((np.linalg.pinv(few - few.mean(0)) @ (target - target.mean(0))).T, F64), rtol=0, atol=1e-6)
    weight, bias = assert_tuple(submission.merging.stitch(torch.ones(1, 3), torch.full((1, 2), 5.0)), 2)
    assert_close(weight, torch.zeros(2, 3), rtol=0, atol=1e-5)
    assert_close(bias, torch.full((2,), 5.0), rtol=0, atol=1e-4)


@pytest.mark.question("stitching")
@pytest.mark.hint("float32 in, float32 out: a weight (q, p) and a bias (q,) that fit a layer.")
@hardly_ever
def test_two_nets_that_differ_by_a_turn(submission, rng):
    """Features of one net, turned, stretched and moved, are the other's: the map is found, from rows in any order."""
    x = single(rng, 50, 6)
    turn, shift = np.linalg.qr(rng.normal(size=(6, 6)))[0] * 2, rng.normal(size=6)
    seen = submission.probes.call_strided("merging", "stitch", [tensor(x), tensor(x @ turn.T + shift)], {})
    weight, bias = assert_tuple(seen, 2)
    assert_close(weight, tensor(turn), rtol=0, atol=1e-3)
    assert_close(bias, tensor(shift), rtol=0, atol=1e-3)
    assert_same_shape(bias, (6,))


@pytest.mark.question("stitching")
@pytest.mark.hint("Two matrices of finite numbers with the same number of rows, 1 or more.")
@surely
def test_features_that_do_not_fit_are_refused(submission, rng):
    """After a right answer: rows, dimensions, emptiness, NaN."""
    x = tensor(single(rng, 9, 2))
    weight, _ = assert_tuple(submission.merging.stitch(x, 3 * x), 2)
    assert_close(weight, 3 * torch.eye(2), rtol=0, atol=1e-3)
    bad = x.clone()
    bad[1, 1] = NAN
    refused = [(x, x[:8]), (x[:8], x), (x[:, 0], x), (x, x[:, 0]), (x[:0], x[:0]), (bad, x), (x, bad), (x / 0, x), (x[None], x[None]), (x, x[:1]), (x[None, :1], x[:1]), (x[:1], x[None, :1])]
    assert_refused(submission.merging.stitch, *refused)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
