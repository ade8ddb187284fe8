"""Three ways to adapt that train next to nothing, or learn how to train: prompts, MAML, and steps at test time.

Week 6, 20 points. Only `torch` is needed. Nothing here has state beyond what the text says.
"""

### BEGIN SOLUTION
import math

### END SOLUTION
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
        ### BEGIN SOLUTION
        if start.ndim != 2 or not len(start) or not bool(torch.isfinite(start).all()):
            raise ValueError("start must be a matrix of finite numbers with at least one row")
        self.body = body.requires_grad_(False)
        self.prompt = nn.Parameter(start.detach().clone())
        self.train()
        ### END SOLUTION

    def train(self, mode: bool = True) -> "PromptTuned":
        """As nn.Module's, but the body stays in eval mode: no dropout, and no statistics that move.

        That holds from the start.
        """
        # TODO(prompt): super().train(mode), then the body
        ### BEGIN SOLUTION
        super().train(mode)
        self.body.eval()
        return self
        ### END SOLUTION

    def forward(self, tokens: Tensor) -> Tensor:
        """Output (n, tokens, width) of the body at the given tokens, with the prompt in front of each sequence."""
        # TODO(prompt): concatenate, and cut the prompt's own outputs off
        ### BEGIN SOLUTION
        prompt = self.prompt.expand(len(tokens), -1, -1)
        return self.body(torch.cat([prompt, tokens], dim=1))[:, len(self.prompt) :]
        ### END SOLUTION


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
    ### BEGIN SOLUTION
    if not tasks:
        raise ValueError("there are no tasks")
    if not 0 < inner_rate < math.inf or not 0 < outer_rate < math.inf:
        raise ValueError("the rates must be finite numbers above 0")
    if inner_steps < 1:
        raise ValueError(f"at least one inner step is asked for; got {inner_steps}")
    start = [w.detach().clone().requires_grad_() for w in weights]

    def gradients(value: Tensor, of: list[Tensor], graph: bool) -> list[Tensor]:
        return list(torch.autograd.grad(value, of, create_graph=graph, allow_unused=True, materialize_grads=True))

    total = torch.zeros((), dtype=start[0].dtype)
    for support, query in tasks:
        adapted = start
        for _ in range(inner_steps):
            steps = gradients(loss(adapted, support), adapted, not first_order)
            adapted = [w - inner_rate * g for w, g in zip(adapted, steps, strict=True)]
        total = total + loss(adapted, query) / len(tasks)
    outer = gradients(total, start, False)
    return [(w - outer_rate * g).detach() for w, g in zip(start, outer, strict=True)], float(total.detach())
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if not 0 < rate < math.inf:
        raise ValueError(f"rate must be a finite number above 0; got {rate}")
    modules = list(model.modules())
    batch_norms = [m for m in modules if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d))]
    norms = [*batch_norms, *(m for m in modules if isinstance(m, nn.LayerNorm))]
    parameters = [p for m in norms for p in m.parameters()]
    if not parameters:
        raise ValueError("the model has no normalization layer with parameters")
    modes = [m.training for m in modules]
    asked = [p.requires_grad for p in parameters]
    buffers = [(b, b.clone()) for b in model.buffers()]
    try:
        model.eval()
        for norm in batch_norms:
            norm.train()
        for p in parameters:
            p.requires_grad_(True)
        log_p = torch.log_softmax(model(x), dim=-1)
        entropy = -(log_p.exp() * log_p).sum(-1).mean()
        gradients = torch.autograd.grad(entropy, parameters)
    finally:
        for module, mode in zip(modules, modes, strict=True):
            module.training = mode
        for p, wanted in zip(parameters, asked, strict=True):
            p.requires_grad_(wanted)
        for buffer, before in buffers:
            buffer.copy_(before)
    with torch.no_grad():
        for p, gradient in zip(parameters, gradients, strict=True):
            p -= rate * gradient
    return float(entropy.detach())
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
