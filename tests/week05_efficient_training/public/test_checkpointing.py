"""Public tests of checkpointing.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import math

import pytest
import torch

from autograder.kit import assert_close, assert_float, assert_int, assert_list, assert_tuple


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("The segment at work has all of its inputs, and each segment before it one.")
def test_four_layers_by_hand(submission):
    """Four inputs of 4 bytes: all fit into 16. In 12, two layers are computed twice: 4 kept, and 8 in the last segment."""
    assert submission.checkpointing.checkpoint_plan([4, 4, 4, 4], 16) == [0]
    assert submission.checkpointing.checkpoint_plan([4, 4, 4, 4], 12) == [0, 2]


@pytest.mark.question("checkpoint-plan")
@pytest.mark.hint("Cut where the input is small: what is kept stays for as long as the later segments work.")
def test_a_cheap_input_is_kept(submission):
    """Layer 2 has a small input: [0, 2] needs 5 + 1 + 5 + 5 = 16 bytes while the last segment works. 4 bytes fit nothing."""
    costs = [5, 5, 1, 5, 5]
    assert submission.checkpointing.checkpoint_plan(costs, 16) == [0, 2]
    with pytest.raises(ValueError):
        submission.checkpointing.checkpoint_plan(costs, 4)


WEIGHTS = [0.5, -1.5, 2.0, 0.7]


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("x asks for no gradient here, and the weights must get theirs all the same.")
def test_gradients_and_who_runs_again(submission):
    """Four layers in segments [0], [1, 2] and [3]; the last does not run again."""
    x = torch.tensor([0.3, -0.8, 1.1], dtype=torch.float64)
    own = [torch.tensor(weight, dtype=torch.float64, requires_grad=True) for weight in WEIGHTS]
    h = x
    for weight in own:
        h = torch.sin(h * weight)
    h.sum().backward()
    seen = submission.probes.checkpointed(WEIGHTS, x, [0, 1, 3])
    assert_close(seen["y"], h.detach())
    for got, weight in zip(assert_list(seen["grads"], 4), own):
        assert_close(got, weight.grad)
    assert seen["forward"] == [0, 1, 2, 3] and seen["backward"] == [1, 2, 0]


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("ctx.save_for_backward(x), and nothing else of the segment; its layers run without recording.")
def test_sixteen_layers_save_seven_inputs(submission):
    """Sines of 100 numbers, segments of 4: three first inputs and four of the last segment. Without a plan it is 16."""
    assert_int(submission.probes.saved_numbers(16, 100, [0]), 1600)
    saved = submission.probes.saved_numbers(16, 100, [0, 4, 8, 12])
    assert 0 < saved <= 700, f"{saved} numbers were saved; 7 vectors of 100 are allowed"


@pytest.mark.question("checkpoint-sequential")
@pytest.mark.hint("torch.get_rng_state() before the segment, torch.set_rng_state() before it runs again.")
def test_the_same_numbers_are_dropped_again(submission):
    """Dropout multiplies: the output is the input times its gradient. A plan that does not begin with 0 is refused."""
    x, y, grad = assert_tuple(submission.probes.dropped(1), 3)
    assert 20 < int((y != 0).sum()) < 80
    assert_close(grad * x, y, rtol=1e-5)
    with pytest.raises(ValueError):
        submission.probes.saved_numbers(4, 100, [1])


@pytest.mark.question("mfu")
@pytest.mark.hint("(6 * params + 12 * layers * heads * head_dim * context) FLOPs a token; a share, not per cent.")
def test_palm(submission):
    """PaLM 540B: 238,300 tokens a second on 6,144 chips of 275 TFLOP/s are 46.2 %."""
    assert_float(submission.checkpointing.mfu(238.3e3, 540_350_000_000, 118, 48, 256, 2048, 6144 * 275e12), 0.46229, rtol=1e-4)
    assert math.isclose(submission.checkpointing.mfu(10.0, 5, 0, 1, 1, 1, 600.0), 0.5)
    with pytest.raises(ValueError):
        submission.checkpointing.mfu(10.0, 5, 0, 1, 1, 1, 0.0)
