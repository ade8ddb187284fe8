"""Three ways to adapt that train next to nothing, or learn how to train: prompts, MAML, and steps at test time.

Week 6, 20 points. Only `torch` is needed. Nothing here has state beyond what the text says.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn


class PromptTuned(nn.Module):
    """A frozen network over sequences, with trained tokens in front (Lester et al. 2021, arXiv 2104.08691).

    Attributes: `body`, the network it was given, which maps (n, tokens, width) to the same shape for any number of
    tokens; `prompt` (length, width), the only parameter that is trained.
    """

    def __init__(self, body: nn.Module, start: Tensor) -> None:
        """Freeze the body; `start` (length, width) is copied into the prompt.

        Raises ValueError if `start` is not a matrix with at least one row, or not finite; the body is then left as it
        was.
        """
        super().__init__()
        # TODO(prompt): one nn.Parameter
        raise NotImplementedError("week 6, prompt: one nn.Parameter")

    def train(self, mode: bool = True) -> "PromptTuned":
        """As nn.Module's, but the body stays in eval mode: no dropout, and no statistics that move.

        That holds from the start.
        """
        # TODO(prompt): super().train(mode), then the body
        raise NotImplementedError("week 6, prompt: super().train(mode), then the body")

    def forward(self, tokens: Tensor) -> Tensor:
        """Output (n, tokens, width) of the body at the given tokens, with the prompt in front of each sequence."""
        # TODO(prompt): concatenate, and cut the prompt's own outputs off
        raise NotImplementedError("week 6, prompt: concatenate, and cut the prompt's own outputs off")


def maml_step(
    loss: Callable[[list[Tensor], Any], Tensor],
    weights: Sequence[Tensor],
    tasks: Sequence[tuple[Any, Any]],
    inner_rate: float,
    outer_rate: float,
    *,
    inner_steps: int = 1,
    first_order: bool = False,
) -> tuple[list[Tensor], float]:
    """One step of MAML: (new weights, the outer loss at the old ones) (Finn et al. 2017, arXiv 1703.03400).

    For each task (support, query), `inner_steps` steps of plain gradient descent at `inner_rate` on loss(w, support)
    lead from the weights to adapted ones, and loss(adapted, query) is the task's. The outer loss is the mean over
    tasks, and the weights move by -outer_rate times its gradient with respect to them, through the inner steps. With
    `first_order` the adapted weights count as the weights plus a constant. `loss` takes a list of tensors like
    `weights` and a batch; it is called inner_steps + 1 times a task, and may leave a tensor unused.

    The new weights are detached; the old ones, and their .grad, stay as they are. Raises ValueError on no tasks, on
    rates that are not finite numbers above 0, and on inner_steps below 1.

    >>> maml_step(lambda w, centre: ((w[0] - centre) ** 2).sum() / 2, [torch.tensor([2.0])], [(0.0, 0.5)], 0.25, 1.0)
    ([tensor([1.2500])], 0.5)
    """
    # TODO(maml): torch.autograd.grad with create_graph; nothing here needs an optimizer
    raise NotImplementedError("week 6, maml: torch.autograd.grad with create_graph; nothing here needs an optimizer")


def tent_step(model: nn.Module, x: Tensor, rate: float) -> float:
    """One step that lowers the mean entropy of the model's predictions on an unlabelled batch, moving norms alone.

    Trained are weight and bias of the nn.BatchNorm1d, nn.BatchNorm2d and nn.LayerNorm inside, by one step of plain
    gradient descent. Batch norms normalise by the statistics of this batch, all else is in eval mode. Returned is the
    mean over the batch of -sum p ln p (nats) before the step, p the softmax of the model's output (n, classes).

    Afterwards nothing but these parameters has changed: no other parameter, no buffer (running statistics), no mode
    of a module, no requires_grad, no .grad. Raises ValueError if there is no such parameter, and on a rate that is not
    a finite number above 0. Source: Tent, Wang et al. 2021 (arXiv 2006.10726), section 3.

    >>> round(tent_step(nn.LayerNorm(2), torch.tensor([[0.0, 4.0]]), 0.1), 3)
    0.365
    """
    # TODO(tent): log_softmax; torch.autograd.grad leaves .grad alone; keep what training mode would change
    raise NotImplementedError(
        "week 6, tent: log_softmax; torch.autograd.grad leaves .grad alone; keep what training mode would change"
    )
