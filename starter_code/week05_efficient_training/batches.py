"""Week 5, part 3: large batches from small ones, and batches without padding.

No function changes its inputs, except that `accumulate_gradients` leaves gradients in the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn


def accumulate_gradients(
    model: nn.Module, loss: Callable[[Tensor, Tensor], Tensor], micro_batches: Sequence[tuple[Tensor, Tensor]]
) -> float:
    """Leave in `.grad` what one backward pass on all micro-batches together would leave, and return that loss.

    A micro-batch is a pair (x, y) of equally many samples; `loss(model(x), y)` is a mean over samples. Micro-batches
    may differ in size. What was in `.grad` before does not count. The model is called once for each micro-batch, in
    order, and the activations of one are gone before the next is computed.

    Raises `ValueError` when there are no micro-batches, when x and y of one differ in length, and when one is empty;
    then no gradient has changed.

    >>> line = nn.Linear(1, 1, bias=False)
    >>> parts = [(torch.ones(3, 1), torch.zeros(3, 1)), (torch.zeros(1, 1), torch.zeros(1, 1))]
    >>> nn.init.constant_(line.weight, 2.0).item(), accumulate_gradients(line, nn.functional.mse_loss, parts)
    (2.0, 3.0)
    >>> line.weight.grad
    tensor([[3.]])
    """
    # TODO(accumulate-gradients): weigh each mean by its share of the samples, and go backward at once
    raise NotImplementedError(
        "week 5, accumulate-gradients: weigh each mean by its share of the samples, and go backward at once"
    )


def pack_sequences(lengths: Sequence[int], capacity: int) -> list[list[int]]:
    """Rows of at most `capacity` tokens, each a list of the numbers of its sequences, by first-fit decreasing.

    The longest sequence comes first, of equally long ones that with the lower number. Each goes to the first row that
    has room for it, or opens a new row at the end. Within a row the sequences stand as they came.

    Raises `ValueError` when a length is below 1 or above the capacity, and when the capacity is below 1.

    >>> pack_sequences([3, 5, 2, 4, 3], 8)
    [[1, 0], [3, 4], [2]]
    """
    # TODO(pack-sequences): sort by length, and remember how much room each row has left
    raise NotImplementedError("week 5, pack-sequences: sort by length, and remember how much room each row has left")


def packed_mask(lengths: Sequence[int], capacity: int, causal: bool = True) -> tuple[Tensor, Tensor]:
    """Who may look at whom in a row that holds sequences of these lengths, one after the other, then padding.

    A pair: the mask, bool of shape (capacity, capacity), True where token i (a row of the mask) may look at token j;
    and the positions, int64 of shape (capacity,). Tokens look at their own sequence only, with `causal` only at
    themselves and what comes before; a place of padding looks at itself alone, so that no softmax is over nothing.
    Positions count from 0 in every sequence, and are 0 in the padding.

    Raises `ValueError` when a length is below 1, and when the lengths add up to more than the capacity.

    >>> mask, positions = packed_mask([2, 1], 4)
    >>> mask.int().tolist(), positions.tolist()
    ([[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], [0, 1, 0, 0])
    """
    # TODO(packed-mask): give every place the number of its sequence; two places with one number may meet
    raise NotImplementedError(
        "week 5, packed-mask: give every place the number of its sequence; two places with one number may meet"
    )
