"""Public tests of zero.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_same_shape


@pytest.mark.question("zero-memory")
@pytest.mark.hint("16 bytes a parameter: 2 + 2 + 12. Stage 1 divides the 12, stage 2 also one 2, stage 3 everything.")
def test_the_table_of_the_zero_paper(submission):
    """7.5 billion parameters on 64 devices: 120, 31.4, 16.6 and 1.9 GB."""
    for stage, gigabytes in enumerate((120.0, 31.4, 16.6, 1.9)):
        assert_float(submission.zero.zero_memory(7_500_000_000, 64, stage), gigabytes * 1e9, rtol=0, atol=0.05e9)


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("The gradient is the mean over ranks; the arithmetic is torch.optim.AdamW's.")
def test_it_follows_adamw_on_the_mean_gradient(submission):
    """Five numbers on two ranks, three steps, against torch.optim.AdamW."""
    start = torch.tensor([1.0, -2.0, 3.0, 0.5, 0.0])
    grads = [[torch.tensor([0.5, -1.0, 2.0, 0.0, 1.0]) * (step + rank) for rank in (1, -3)] for step in (1, 2, 4)]
    seen = submission.probes.train(start, grads, {"lr": 0.1})
    dense = torch.nn.Parameter(start.clone())
    optimizer = torch.optim.AdamW([dense], lr=0.1)
    for step, (first, second) in enumerate(grads):
        dense.grad = (first + second) / 2
        optimizer.step()
        for rank in range(2):
            assert_close(seen["params"][rank][step], dense.detach(), rtol=1e-5, atol=1e-6)


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("ceil(N / n) numbers of each kind of state; one reduce_scatter, one all_gather, nothing else.")
def test_a_rank_holds_its_part_of_the_state(submission):
    """Five numbers on two ranks: three of each kind on each rank, and two messages a step."""
    seen = submission.probes.train(torch.ones(5), [[torch.ones(5), torch.ones(5)]], {"lr": 0.01})
    for rank in range(2):
        assert sorted(seen["states"][rank]) == ["exp_avg", "exp_avg_sq"]
        assert_same_shape(seen["states"][rank]["exp_avg"], (3,))
        assert_same_shape(seen["states"][rank]["exp_avg_sq"], (3,))
        assert seen["sent"][rank] == [["reduce_scatter", None, 6], ["all_gather", None, 3]]
