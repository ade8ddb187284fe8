"""Public tests of optimizers.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest
import torch

from autograder.kit import assert_close, assert_dict, assert_float, assert_tuple


@pytest.mark.question("adamw-step")
@pytest.mark.hint("Both averages divided by 1 - beta^t: the first step is lr times the sign of the gradient.")
def test_the_first_step_is_the_sign(submission):
    """Gradients of 3 and -500, lr 0.1, no decay."""
    result = submission.optimizers.adamw_step({"w": torch.ones(2)}, {"w": torch.tensor([3.0, -500.0])}, {}, 0.1, weight_decay=0.0)
    params, state = assert_tuple(result, 2)
    assert_close(assert_dict(params, ["w"])["w"], torch.tensor([0.9, 1.1]))
    assert type(state) is dict and state


@pytest.mark.question("adamw-step")
@pytest.mark.hint("The state that comes back goes into the next step; decay is lr * weight_decay * w, outside of the averages.")
def test_five_steps_of_torch(submission):
    """Five steps with decay, against torch.optim.AdamW."""
    torch.manual_seed(0)
    params, state = {"w": torch.randn(3, 2, dtype=torch.float64)}, {}
    own = params["w"].clone().requires_grad_()
    optimizer = torch.optim.AdamW([own], lr=0.1, weight_decay=0.5)
    for _ in range(5):
        own.grad = torch.randn(3, 2, dtype=torch.float64)
        optimizer.step()
        params, state = assert_tuple(submission.optimizers.adamw_step(params, {"w": own.grad}, state, 0.1, weight_decay=0.5), 2)
        assert_close(params["w"], own.detach())
    with pytest.raises(ValueError):
        submission.optimizers.adamw_step(params, {"w": own.grad}, state, -0.1)


@pytest.mark.question("clip-grad-norm")
@pytest.mark.hint("One norm for all gradients together, and one factor.")
def test_one_norm_for_all(submission):
    """3 and -4 have norm 5; a limit of 1 makes 0.6 and -0.8 of them, a limit of 9 changes nothing."""
    grads = {"a": torch.tensor([3.0]), "b": torch.tensor([-4.0])}
    clipped, norm = assert_tuple(submission.optimizers.clip_grad_norm(grads, 1.0), 2)
    assert_float(norm, 5.0)
    assert_close(assert_dict(clipped, ["a", "b"])["a"], torch.tensor([0.6]))
    assert_close(clipped["b"], torch.tensor([-0.8]))
    clipped, norm = assert_tuple(submission.optimizers.clip_grad_norm(grads, 9.0), 2)
    assert_close(clipped["b"], torch.tensor([-4.0]))
    with pytest.raises(ValueError):
        submission.optimizers.clip_grad_norm(grads, 0.0)


@pytest.mark.question("cosine-lr")
@pytest.mark.hint("Step 0 takes the first rung of the warm-up, not a rate of 0; after the end the least rate stays.")
def test_up_down_and_after(submission):
    """Two steps up, four down, from 1 to 0.2."""
    for step, expected in enumerate((0.5, 1.0, 1.0, 0.882842712, 0.6, 0.317157288, 0.2, 0.2)):
        assert_float(submission.optimizers.cosine_lr(step, 1.0, 2, 6, 0.2), expected, rtol=1e-8)
    with pytest.raises(ValueError):
        submission.optimizers.cosine_lr(0, 1.0, 6, 6)
