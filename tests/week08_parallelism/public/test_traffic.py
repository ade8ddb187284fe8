"""Public tests of traffic.py: worked examples, one idea each."""

import pytest

from autograder.kit import assert_bool, assert_dict, assert_float, assert_int

CONFIG = {"layers": 2, "hidden": 64, "tokens": 1000, "itemsize": 2}


@pytest.mark.question("network-bound")
@pytest.mark.hint("98,304 parameters; an all-reduce among 4 sends 2 * 3/4 of its bytes.")
def test_bytes_of_each_strategy(submission):
    """Two layers of 64 and a thousand tokens, on four devices."""
    expected = {"data": 294_912, "zero3": 442_368, "tensor": 1_536_000, "pipeline": 256_000}
    for strategy, sent in expected.items():
        assert_float(submission.traffic.step_traffic(CONFIG, strategy, 4), sent)


@pytest.mark.question("network-bound")
@pytest.mark.hint("6 FLOPs a parameter and token, shared out among the devices.")
def test_which_of_the_two_takes_longer(submission):
    """1 TFLOP/s against 1 GB/s: the network decides; at 10 GB/s it does not."""
    got = assert_dict(submission.traffic.communication_bound(CONFIG, "data", 4, 1e9, 1e12), ["compute", "communication", "bound"])
    assert_float(got["compute"], 6 * 98_304 * 1000 / 4 / 1e12)
    assert_float(got["communication"], 294_912 / 1e9)
    assert_bool(got["bound"], True)
    assert_bool(submission.traffic.communication_bound(CONFIG, "data", 4, 1e10, 1e12)["bound"], False)


@pytest.mark.question("network-bound")
@pytest.mark.hint("Set the two times equal: the parameters cancel out.")
def test_a_batch_that_is_large_enough(submission):
    """A batch of 1,500 tokens is just too small, or just large enough; one device never waits for a network."""
    assert_int(submission.traffic.least_tokens("data", 4, 1e9, 0.7499e12), 1500)
    assert_int(submission.traffic.least_tokens("data", 1, 1e9, 1e12), 1)
