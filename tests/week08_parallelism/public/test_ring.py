"""Public tests of ring.py: worked examples, one idea each. Run them with `python -m pytest`.

Several ranks of yours run at once here. The hidden tests run one at a time: what it receives they make up, and what it
sends they read.
"""

import pytest
import torch

from autograder.kit import assert_close, assert_dict, assert_float, assert_int, assert_list


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("Each half of the steps moves n - 1 chunks; add in the first half, copy in the second.")
def test_every_rank_ends_with_the_sum(submission):
    """Three ranks, six numbers."""
    buffers = [torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]) * 10.0**rank for rank in range(3)]
    seen = assert_dict(submission.probes.all_reduce(buffers), ["results", "sent", "bytes"])
    for result in assert_list(seen["results"], 3):
        assert_close(result, torch.tensor([111.0, 222.0, 333.0, 444.0, 555.0, 666.0]))


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("2 (n - 1) steps, each one comm.exchange with the right and the left neighbour.")
def test_steps_neighbours_and_bytes(submission):
    """Four ranks, eight float32: six messages of two numbers each, to the right; 48 bytes leave each rank."""
    buffers = [torch.arange(8.0) + rank for rank in range(4)]
    seen = submission.probes.all_reduce(buffers)
    for rank in range(4):
        assert seen["sent"][rank] == [["exchange", (rank + 1) % 4, 2]] * 6
        assert_int(seen["bytes"][rank], 48)
        assert_close(seen["results"][rank], 4 * torch.arange(8.0) + 6)


@pytest.mark.question("ring-all-reduce")
@pytest.mark.hint("torch.tensor_split makes chunks of unequal length, some of them empty; send these too.")
def test_a_length_that_the_ranks_do_not_divide(submission):
    """Two numbers on three ranks, then one rank alone."""
    seen = submission.probes.all_reduce([torch.tensor([1.0, -1.0])] * 3)
    assert_close(seen["results"][2], torch.tensor([3.0, -3.0]))
    assert [message[2] for message in seen["sent"][0]] == [1, 0, 1, 1]
    alone = submission.probes.all_reduce([torch.tensor([4.0, 5.0])])
    assert_close(alone["results"][0], torch.tensor([4.0, 5.0]))
    assert alone["sent"] == [[]]


@pytest.mark.question("ring-cost")
@pytest.mark.hint("In each half a rank sends all chunks but one: which one depends on its number.")
def test_bytes_of_each_rank(submission):
    """8 numbers on 4 ranks: 2 * 3/4 of 32 bytes. 10 numbers: chunks of 3, 3, 2, 2."""
    assert_int(submission.ring.ring_bytes(8, 4, 0, 4), 48)
    for rank, expected in enumerate((60, 64, 60, 56)):
        assert_int(submission.ring.ring_bytes(10, 4, rank, 4), expected)


@pytest.mark.question("ring-cost")
@pytest.mark.hint("2 (n - 1) times (latency + bytes of a chunk / bandwidth).")
def test_time_of_a_ring(submission):
    """8 GB among 8 devices at 1 GB/s: 14 seconds; and a latency that is paid at each of 14 steps."""
    assert_float(submission.ring.ring_seconds(8e9, 8, 1e9, 0.0), 14.0)
    assert_float(submission.ring.ring_seconds(8e9, 8, 1e9, 0.5), 21.0)
