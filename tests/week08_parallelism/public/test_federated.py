"""Public tests of federated.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_dict, assert_int


@pytest.mark.question("federated-average")
@pytest.mark.hint("A client with 30 samples counts three times as much as one with 10.")
def test_models_are_weighted_by_samples(submission):
    """0 with 30 samples and 4 with 10: 1."""
    models = [{"w": torch.tensor([0.0, 4.0]), "b": torch.tensor(0.0)}, {"w": torch.tensor([4.0, 0.0]), "b": torch.tensor(8.0)}]
    got = assert_dict(submission.federated.federated_average(models, [30, 10]), ["w", "b"])
    assert_close(got["w"], torch.tensor([1.0, 3.0]))
    assert_close(got["b"], torch.tensor(2.0))


@pytest.mark.question("federated-average")
@pytest.mark.hint("The model goes down to every client, and comes back up.")
def test_bytes_of_a_round(submission):
    """650 parameters in fp32 and ten clients."""
    assert_int(submission.federated.round_bytes(650, 10), 52_000)


@pytest.mark.question("federated-round")
@pytest.mark.hint("The mean over the samples, of (softmax - one-hot) times x.")
def test_a_step_of_softmax_regression(submission):
    """From zeros, one sample of class 1: half of lr * x is moved from class 0 to class 1."""
    got = submission.federated.local_steps(torch.zeros(2, 2), torch.tensor([[1.0, 3.0]]), torch.tensor([1]), 0.5, 1)
    assert_close(got, torch.tensor([[-0.25, -0.75], [0.25, 0.75]]))


@pytest.mark.question("federated-round")
@pytest.mark.hint("One all_reduce of the weights times the samples, and the samples; then divide.")
def test_one_local_step_is_a_step_on_all_data(submission):
    """Clients with 1 and 3 samples, two rounds, against two steps on the 4 samples together."""
    x = torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0], [1.0, 1.0]], dtype=torch.float64)
    y = torch.tensor([0, 1, 2, 1])
    start = torch.zeros(3, 2, dtype=torch.float64)
    dense = start.clone().requires_grad_()
    for _ in range(2):
        (gradient,) = torch.autograd.grad(torch.nn.functional.cross_entropy(x @ dense.T, y), dense)
        dense = (dense - 0.3 * gradient).detach().requires_grad_()
    seen = submission.probes.rounds(start, [(x[:1], y[:1]), (x[1:], y[1:])], 0.3, 1, 2)
    for rank in range(2):
        assert_close(seen["weights"][rank], dense.detach(), rtol=1e-9)
        assert seen["sent"][rank] == [["all_reduce", None, 7]] * 2
