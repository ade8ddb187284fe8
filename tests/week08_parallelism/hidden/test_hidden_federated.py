"""Hidden tests of federated.py: averages by numpy, descent by torch's own gradient, one client among made-up others."""

import numpy as np
import oracles_parallelism as oracles
import pytest
import torch
from oracles_parallelism import F64, normal, tensor

from autograder.kit import assert_close, assert_dict, assert_int, assert_list, assert_refused

surely = pytest.mark.false_alarm(0.0, "sums of a few dozen products, each to the dtype's rounding; the tolerance is a thousand of these")


def client(rng, samples, features, classes, dtype=F64):
    """Images and labels of one client."""
    return normal(rng, samples, features, dtype=dtype), torch.tensor(rng.integers(0, classes, size=samples))


@pytest.mark.question("federated-average")
@pytest.mark.hint("Weights are samples over all samples; every tensor in its own dtype.")
@surely
def test_averages_of_unequal_clients(submission, rng):
    """Two to five clients, tensors of several shapes and both dtypes; a client without samples does not count."""
    for counts in ((1, 1), (7, 0, 300), (5, 1000, 20, 3, 1)):
        models = [{"weight": normal(rng, 3, 4), "bias": normal(rng, 3, dtype=torch.float32), "scale": normal(rng)} for _ in counts]
        got = submission.federated.federated_average(models, list(counts))
        assert_dict(got, ["weight", "bias", "scale"])
        for name, rtol in (("weight", 1e-12), ("bias", 1e-5), ("scale", 1e-12)):
            right = np.average([model[name].double().numpy() for model in models], axis=0, weights=counts)
            assert_close(got[name], tensor(right, models[0][name].dtype), rtol=rtol, atol=rtol)


@pytest.mark.question("federated-average")
@pytest.mark.hint("Leave the models as they are, also the first.")
@surely
def test_the_models_are_left_alone(submission, rng):
    """The average of one model, and of three; the arguments afterwards."""
    for counts in ((4,), (1, 2, 3)):
        models = [{"w": normal(rng, 5)} for _ in counts]
        kept = [model["w"].clone() for model in models]
        (seen,) = submission.probes.averages([(models, list(counts))])
        right = sum(count * w for count, w in zip(counts, kept, strict=True)) / sum(counts)
        assert_close(seen["result"]["w"], right, rtol=1e-9, atol=1e-12)
        for now, before in zip(seen["models"], kept, strict=True):
            assert_close(now["w"], before, rtol=0)


@pytest.mark.question("federated-average")
@pytest.mark.hint("Twice, for the way down and the way up, for each client; exact at any size.")
@surely
def test_bytes_of_rounds(submission, rng):
    """Random sizes, one above 2^53, one number for each; nothing for nobody."""
    calls = [(int(rng.integers(1, 10**9)), int(rng.integers(1, 1000)), itemsize) for itemsize in (1, 2, 8)]
    calls += [(2**60 + 1, 3, 1), (7, 0, 4), (0, 7, 4)]
    got = submission.probes.many("federated", "round_bytes", [*calls, (11, 3)])
    for value, (params, clients, itemsize) in zip(assert_list(got, 7), [*calls, (11, 3, 4)], strict=True):
        assert_int(value, sum(params * itemsize for _ in ("down", "up")) * clients)
    bad = [(-1, 2, 4), (2, -1, 4), (2, 2, 0)]
    assert_refused(submission.federated.round_bytes, *bad)


@pytest.mark.question("federated-average")
@pytest.mark.hint("Models that fit each other, a number of samples for each, and some samples in all.")
@surely
def test_models_that_do_not_fit_are_refused(submission, rng):
    """After a right answer: counts, names, shapes that would broadcast, dtypes."""
    one, two = {"a": normal(rng, 3), "b": normal(rng, 1)}, {"a": normal(rng, 3), "b": normal(rng, 1)}
    assert_close(submission.federated.federated_average([one, two], [1, 1])["b"], (one["b"] + two["b"]) / 2, rtol=1e-9)
    bad = [([], []), ([one, two], [1]), ([one], [1, 2]), ([one, two], [0, 0]), ([one, two], [3, -1])]
    bad += [([one, {"a": two["a"]}], [1, 1]), ([{"a": one["a"]}, two], [1, 1]), ([one, {**two, "a": normal(rng, 1)}], [1, 1])]
    bad += [([one, {**two, "a": two["a"].float()}], [1, 1]), ([one, {"a": two["a"], "c": two["b"]}], [1, 1])]
    assert_refused(submission.federated.federated_average, *bad)


@pytest.mark.question("federated-round")
@pytest.mark.hint("The gradient of the mean cross-entropy, anew at every step; the weights that were given stay.")
@surely
def test_local_steps_are_gradient_descent(submission, rng):
    """None, one and seven steps, both dtypes, more and fewer samples than features."""
    for samples, features, classes, steps, dtype, rtol in ((9, 4, 3, 7, F64, 1e-9), (2, 5, 4, 1, torch.float32, 1e-4), (3, 2, 2, 0, F64, 1e-9)):
        (x, y), weights = client(rng, samples, features, classes, dtype), normal(rng, classes, features, dtype=dtype)
        seen = submission.probes.local(weights, x, y, 0.7, steps)
        assert_close(seen["result"], oracles.descend(weights, x, y, 0.7, steps), rtol=rtol, atol=rtol)
        assert_close(seen["weights"], weights, rtol=0)
        assert seen["own"] is True, "the result shares memory with the weights"


@pytest.mark.question("federated-round")
@pytest.mark.hint("One message: new weights times samples, then the samples. Divide the sum by its last number.")
@surely
def test_one_client_among_others_that_are_made_up(submission, rng):
    """One to four clients; three and no local steps: the message, and the average with what the others send."""
    cases, rights = [], []
    for rank, size, samples, steps in ((0, 1, 4, 1), (1, 2, 5, 3), (3, 4, 1, 2), (0, 3, 6, 0)):
        (x, y), weights = client(rng, samples, 3, 4), normal(rng, 4, 3)
        count = 0.0 if size == 1 else float(rng.integers(1, 20))
        others = torch.cat([normal(rng, 12) * (count > 0), tensor([count], F64)])
        own = oracles.descend(weights, x, y, 0.4, steps)
        message = torch.cat([own.reshape(-1) * samples, tensor([float(samples)], F64)])
        cases.append([rank, size, [others], [weights, x, y], [0.4, steps], {}])
        rights.append((message, ((message + others)[:12] / (samples + count)).reshape(4, 3), weights))
    for seen, (message, right, weights) in zip(submission.probes.alone("federated", "federated_round", cases), rights, strict=True):
        (sent,) = assert_list(seen["sent"], 1)
        assert sent[0] == "all_reduce", "one all_reduce and nothing else"
        assert_close(sent[3], message, rtol=1e-9, atol=1e-12)
        assert_close(seen["result"], right, rtol=1e-9, atol=1e-12)
        assert_close(seen["arguments"][0], weights, rtol=0)


@pytest.mark.question("federated-round")
@pytest.mark.hint("float32 weights stay float32.")
@surely
def test_rounds_in_float32(submission, rng):
    """Two clients and a message of 7 numbers in float32."""
    (x, y), weights = client(rng, 5, 2, 3, torch.float32), normal(rng, 3, 2, dtype=torch.float32)
    others = torch.cat([normal(rng, 6, dtype=torch.float32), torch.tensor([3.0])])
    (seen,) = submission.probes.alone("federated", "federated_round", [[1, 2, [others], [weights, x, y], [0.1, 2], {}]])
    own = oracles.descend(weights, x, y, 0.1, 2)
    assert_close(seen["result"], (own * 5 + others[:6].reshape(3, 2)) / 8, rtol=1e-4, atol=1e-5)


@pytest.mark.question("federated-round")
@pytest.mark.hint("Some samples, a label for each, no negative number of steps.")
@surely
def test_clients_without_data_are_refused(submission, rng):
    """After a right answer: no samples, unequal lengths, steps below 0."""
    (x, y), weights = client(rng, 4, 3, 2), normal(rng, 2, 3)
    right = oracles.descend(weights, x, y, 0.2, 1)
    assert_close(submission.federated.local_steps(weights, x, y, 0.2, 1), right, rtol=1e-9, atol=1e-12)
    bad = [(weights, x[:0], y[:0], 0.2, 1), (weights, x, y[:3], 0.2, 1), (weights, x[:3], y, 0.2, 1), (weights, x, y, 0.2, -1)]
    assert_refused(submission.federated.local_steps, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
