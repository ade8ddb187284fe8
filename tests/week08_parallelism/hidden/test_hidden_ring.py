"""Hidden tests of ring.py: one rank at a time among peers that are made up, then all of them together."""

import math

import oracles_parallelism as oracles
import pytest
import torch
from oracles_parallelism import F64, normal

from autograder.kit import assert_close, assert_float, assert_int, assert_list, assert_refused, assert_tuple

surely = pytest.mark.false_alarm(0.0, "every number is one addition away from what was sent, or exact; the tolerance is a hundred roundings")


def judge(seen, script, messages, result, rank, size, rtol):
    """One rank's messages, one by one, and its result."""
    sent = assert_list(seen["sent"], len(script))
    for message, expected in zip(sent, messages, strict=True):
        assert message[:3] == ["exchange", (rank + 1) % size, (rank - 1) % size], "each step sends to the right, receives from the left"
        assert_close(message[3], expected, rtol=rtol, atol=rtol)
    assert_close(seen["result"], result, rtol=rtol, atol=rtol)
    assert seen["left"] == 0, "a message of a neighbour was not taken"


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("Send chunk (r - s) and add to chunk (r - s - 1); then send chunk (r + 1 - s) and store chunk (r - s).")
@surely
def test_each_rank_among_peers_that_are_made_up(submission, rng):
    """Two to five ranks, each in turn, chunks of equal length, both dtypes: all messages and the result."""
    cases, expected = [], []
    for size, numel, dtype in ((2, 6, F64), (3, 12, torch.float32), (5, 10, F64)):
        for rank in range(size):
            buffer = normal(rng, numel, dtype=dtype)
            script, messages, result = oracles.ring_rank(rng, buffer, rank, size)
            cases.append([rank, size, script, [buffer], [], {}])
            expected.append((script, messages, result, rank, size, 1e-6 if dtype == torch.float32 else 1e-12))
    for seen, right in zip(assert_list(submission.probes.alone("ring", "ring_all_reduce", cases), len(cases)), expected, strict=True):
        judge(seen, *right)


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("The first (length mod n) chunks are one longer; an empty chunk is sent as well.")
@surely
def test_unequal_and_empty_chunks(submission, rng):
    """Lengths that the ranks do not divide, shorter than the number of ranks, and nothing at all."""
    cases, expected = [], []
    for size, numel in ((3, 7), (4, 10), (6, 4), (3, 0)):
        for rank in range(size):
            buffer = normal(rng, numel)
            script, messages, result = oracles.ring_rank(rng, buffer, rank, size)
            cases.append([rank, size, script, [buffer], [], {}])
            expected.append((script, messages, result, rank, size, 1e-12))
    for seen, right in zip(assert_list(submission.probes.alone("ring", "ring_all_reduce", cases), len(cases)), expected, strict=True):
        judge(seen, *right)


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("The buffer stays as it was, and the result is a tensor of its own, with one rank too.")
@surely
def test_the_buffer_is_left_alone(submission, rng):
    """One rank and three; a buffer that lies in memory with gaps."""
    one, three = normal(rng, 4), normal(rng, 5)
    script, messages, result = oracles.ring_rank(rng, three, 1, 3)
    cases = [[0, 1, [], [one], [], {}], [1, 3, script, [three], [], {}]]
    for seen, before, right in zip(submission.probes.alone("ring", "ring_all_reduce", cases), (one, three), (one, result), strict=True):
        assert_close(seen["result"], right, rtol=1e-12)
        assert_close(seen["arguments"][0], before, rtol=0)
        assert seen["own"] is True, "the result shares memory with the buffer"
    got, sent = assert_tuple(submission.probes.strided(1, 3, script, torch.stack([three, -three], dim=1)), 2)
    assert_close(got, result, rtol=1e-12)
    assert len(sent) == len(messages)


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("All ranks end with the same sum, after 2 (n - 1) messages to the right neighbour.")
@surely
def test_all_ranks_together(submission, rng):
    """Five ranks and twelve numbers, twice: the sums, and 2 (n - 1) buffers' worth of bytes over all ranks."""
    for _ in range(2):
        buffers = [normal(rng, 12) for _ in range(5)]
        results, sent = assert_tuple(submission.probes.together(buffers), 2)
        for rank in range(5):
            assert_close(results[rank], sum(buffers), rtol=1e-9, atol=1e-12)
            assert [message[:2] for message in sent[rank]] == [["exchange", (rank + 1) % 5]] * 8
        assert sum(message[2] for messages in sent for message in messages) == 2 * 4 * 12 * 8


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("One dimension, floating point; refuse before you send.")
@surely
def test_what_is_no_buffer_is_refused(submission, rng):
    """After a right answer: two dimensions, none, and whole numbers."""
    right = [(buffer, *oracles.ring_rank(rng, buffer, 0, 2)) for buffer in (normal(rng, numel) for numel in (4, 4, 5))]
    buffer, script = right[0][:2]
    wrong = [(buffer[None], script, ValueError), (buffer[0], script, ValueError), (torch.arange(4), script, (ValueError, TypeError))]
    for (value, script, *rest), is_right in oracles.mixed(rng, right, wrong):
        call = ("ring", "ring_all_reduce", [[0, 2, script, [value], [], {}]])
        if is_right:
            (seen,) = submission.probes.alone(*call)
            judge(seen, script, *rest, 0, 2, 1e-12)
        else:
            assert_refused(submission.probes.alone, call, error=rest[0])


@pytest.mark.question("ring-cost")
@pytest.mark.hint("Chunk r + 1 is not sent in the first half, chunk r + 2 not in the second.")
@surely
def test_bytes_step_by_step(submission):
    """One to seven ranks, lengths from 0 to 15, each rank: as a simulation of the steps counts."""
    calls = [(numel, size, rank, itemsize) for size in range(1, 8) for numel, itemsize in ((0, 4), (2, 2), (7, 8), (15, 1), (12, 4)) for rank in range(size)]
    got = submission.probes.many("ring", "ring_bytes", calls)
    for value, (numel, size, rank, itemsize) in zip(assert_list(got, len(calls)), calls, strict=True):
        assert_int(value, oracles.ring_bytes(numel, size, rank, itemsize))


@pytest.mark.question("ring-cost")
@pytest.mark.hint("Python integers are exact at any size: never go through a float.")
@surely
def test_bytes_of_buffers_beyond_floats(submission, rng):
    """More than 2^60 numbers: all ranks together send 2 (n - 1) buffers."""
    numel, size = int(rng.integers(2**60, 2**61)) * 3 + 1, 3
    got = submission.probes.many("ring", "ring_bytes", [(numel, size, rank, 4) for rank in range(size)])
    third = numel // 3
    for value, expected in zip(assert_list(got, 3), (2 * numel - 2 * third, 2 * numel - 2 * third - 1, 2 * numel - 2 * third - 1), strict=True):
        assert_int(value, expected * 4)


@pytest.mark.question("ring-cost")
@pytest.mark.hint("2 (n - 1) steps; the latency is paid at each, a chunk is an n-th of the bytes.")
@surely
def test_seconds(submission, rng):
    """Random sizes, speeds and latencies; one rank waits for nobody."""
    calls = []
    for size in (1, 2, 3, 16, 1000):
        calls.append((float(rng.uniform(1e3, 1e9)), size, float(rng.uniform(1e6, 1e10)), float(rng.uniform(1e-6, 1e-2))))
    calls.append((0, 4, 1e9, 1e-3))
    for got, (nbytes, size, bandwidth, latency) in zip(submission.probes.many("ring", "ring_seconds", calls), calls, strict=True):
        moved = 2 * nbytes * (size - 1) / size
        assert_float(got, moved / bandwidth + 2 * (size - 1) * latency, rtol=1e-9)


@pytest.mark.question("ring-cost")
@pytest.mark.hint("Look at every number before you compute; NaN is neither above nor below.")
@surely
def test_impossible_rings_are_refused(submission):
    """After right answers: sizes, ranks, bytes of a number; times and speeds."""
    assert_int(submission.ring.ring_bytes(4, 2, 1, 4), 16)
    assert_float(submission.ring.ring_seconds(4.0, 2, 1.0, 0.0), 4.0)
    bad = [(-1, 2, 0, 4), (4, 0, 0, 4), (4, 2, 2, 4), (4, 2, 3, 4), (4, 2, -1, 4), (4, 2, 0, 0)]
    assert_refused(submission.ring.ring_bytes, *bad)
    bad = [(-1.0, 2, 1.0, 0.0), (1.0, 0, 1.0, 0.0), (1.0, 2, 0.0, 0.0), (1.0, 2, -1.0, 0.0), (1.0, 2, 1.0, -1.0)]
    bad += [(math.nan, 2, 1.0, 0.0), (1.0, 2, math.nan, 0.0), (1.0, 2, 1.0, math.nan), (math.inf, 2, 1.0, 0.0), (1.0, 2, math.inf, 0.0), (1.0, 2, 1.0, math.inf)]
    assert_refused(submission.ring.ring_seconds, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
