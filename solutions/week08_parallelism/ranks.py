"""Ranks that live apart, in one process: what a cluster of devices is for this week. Given; nothing to do here.

`run` starts one thread for each rank. A rank's function is handed a copy of its own arguments and a `Communicator`,
and nothing else; what it sends is copied on the way, so no rank ever holds another's tensor. Every message is
counted.
"""

import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from torch import Tensor


@dataclass(frozen=True)
class Sent:
    """One entry of a communicator's log: what a rank handed over, and the bytes that left it."""

    operation: str  # "exchange", "all_reduce", "reduce_scatter" or "all_gather"
    to: int | None  # the receiver of an exchange
    numel: int  # numbers in the tensor that was handed over
    bytes: float  # an exchange: the tensor's; a collective: what a ring of `size` ranks sends for it, on average


class Wire(Protocol):
    """What moves tensors: threads here, processes in processes.py."""

    def exchange(self, rank: int, tensor: Tensor, to: int, source: int) -> Tensor: ...
    def gather(self, rank: int, operation: str, tensor: Tensor) -> list[Tensor]: ...


@dataclass
class Communicator:
    """A rank's only way to the others. `rank` is its number, from 0 to `size` - 1; `log` says what it has sent."""

    rank: int
    size: int
    wire: Wire
    log: list[Sent] = field(default_factory=list)

    def exchange(self, tensor: Tensor, to: int, source: int) -> Tensor:
        """One step: send a tensor to rank `to`, and receive one from rank `source`, at the same time."""
        self._count("exchange", tensor, 1, to)
        return self.wire.exchange(self.rank, tensor.detach(), to, source)

    def all_reduce(self, tensor: Tensor) -> Tensor:
        """The sum of all ranks' tensors (of one shape), on every rank. A new tensor without a gradient."""
        self._count("all_reduce", tensor, 2 * (self.size - 1) / self.size)
        return torch.stack(self.wire.gather(self.rank, "all_reduce", tensor.detach())).sum(dim=0)

    def reduce_scatter(self, tensor: Tensor) -> Tensor:
        """This rank's part of the sum of all ranks' tensors: part `rank` of `size` equal ones along dimension 0."""
        if tensor.shape[0] % self.size:
            raise ValueError(f"{tensor.shape[0]} rows cannot be cut into {self.size} equal parts")
        self._count("reduce_scatter", tensor, (self.size - 1) / self.size)
        total = torch.stack(self.wire.gather(self.rank, "reduce_scatter", tensor.detach())).sum(dim=0)
        return total.chunk(self.size)[self.rank].clone()

    def all_gather(self, tensor: Tensor) -> Tensor:
        """All ranks' tensors (of one shape), one after the other along dimension 0."""
        self._count("all_gather", tensor, self.size - 1)
        return torch.cat(self.wire.gather(self.rank, "all_gather", tensor.detach()))

    @property
    def bytes(self) -> float:
        """The bytes that have left this rank so far."""
        return sum(sent.bytes for sent in self.log)

    def _count(self, operation: str, tensor: Tensor, share: float, to: int | None = None) -> None:
        self.log.append(Sent(operation, to, tensor.numel(), tensor.numel() * tensor.element_size() * share))


def run(function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> tuple[list[Any], list[Communicator]]:
    """Run `function(*arguments[rank], comm)` on every rank; the results and the communicators, by rank.

    What a rank raises is raised here. Ranks that wait for a message that nobody will send are a RuntimeError.
    """
    size = len(arguments)
    wire = _Threads(size)
    comms = [Communicator(rank, size, wire) for rank in range(size)]
    results: list[Any] = [None] * size

    def rank_thread(rank: int) -> None:
        try:
            results[rank] = function(*copy.deepcopy(arguments[rank]), comms[rank])
            wire.done(rank)
        except BaseException as error:  # what is raised in a thread is raised again below
            wire.stop(error)

    threads = [threading.Thread(target=rank_thread, args=(rank,), daemon=True) for rank in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wire.error is not None:
        raise wire.error
    return results, comms


class _Threads:
    """Mailboxes: a tensor is posted under a name, and whoever waits for that name takes a copy."""

    def __init__(self, size: int) -> None:
        self.size, self.error = size, None
        self.posted: dict[tuple[Any, ...], Tensor] = {}
        self.waits: list[Any] = [None] * size  # what each rank waits for; "done" when it has ended
        self.counts: dict[Any, int] = {}
        self.changed = threading.Condition()
        self.error: BaseException | None = None

    def exchange(self, rank: int, tensor: Tensor, to: int, source: int) -> Tensor:
        if not (0 <= to < self.size and 0 <= source < self.size):
            raise ValueError(f"there is no rank {to if not 0 <= to < self.size else source} among {self.size}")
        self._post((rank, to, self._next("sent", rank, to)), tensor)
        return self._take(rank, (source, rank, self._next("received", source, rank)))

    def gather(self, rank: int, operation: str, tensor: Tensor) -> list[Tensor]:
        turn = self._next("collective", rank, rank)
        self._post((operation, turn, rank), tensor)
        return [self._take(rank, (operation, turn, other)) for other in range(self.size)]

    def done(self, rank: int) -> None:
        with self.changed:
            self.waits[rank] = "done"
            self._look_for_a_deadlock()

    def stop(self, error: BaseException) -> None:
        with self.changed:
            self.error = self.error or error
            self.changed.notify_all()

    def _next(self, kind: str, one: int, other: int) -> int:
        with self.changed:
            self.counts[kind, one, other] = self.counts.get((kind, one, other), -1) + 1
            return self.counts[kind, one, other]

    def _post(self, name: tuple[Any, ...], tensor: Tensor) -> None:
        with self.changed:
            self.posted[name] = tensor.clone()
            self.changed.notify_all()

    def _take(self, rank: int, name: tuple[Any, ...]) -> Tensor:
        with self.changed:
            self.waits[rank] = name
            self._look_for_a_deadlock()
            self.changed.wait_for(lambda: name in self.posted or self.error is not None)
            if self.error is not None:
                raise RuntimeError("another rank has failed")
            self.waits[rank] = None
            return self.posted[name].clone()

    def _look_for_a_deadlock(self) -> None:
        waiting = [rank for rank, name in enumerate(self.waits) if name not in (None, "done")]
        stuck = all(name is not None and name not in self.posted for name in self.waits)
        if waiting and stuck and self.error is None:
            self.error = RuntimeError(f"rank {waiting[0]} waits for a message that no rank will send")
            self.changed.notify_all()


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
