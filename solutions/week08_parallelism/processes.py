"""The same ranks as real processes: torch.distributed with its gloo backend, over this computer's loopback. Given.

A function that ran under `ranks.run` runs under `processes.run` unchanged. The function must live in a module (not in
the notebook), since a process may have to import it.
"""

import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from ranks import Communicator
from torch import Tensor

DTYPES = (torch.float32, torch.float64, torch.int64)
SECONDS = 60  # after which a rank that does not answer counts as lost


class Gloo:
    """Moves tensors between processes. A header with dtype and shape goes ahead of each, which no log counts."""

    def exchange(self, rank: int, tensor: Tensor, to: int, source: int) -> Tensor:
        header = torch.zeros(8, dtype=torch.int64)
        header[:2] = torch.tensor([DTYPES.index(tensor.dtype), tensor.dim()])
        header[2 : 2 + tensor.dim()] = torch.tensor(tensor.shape)
        theirs = self._swap(header, torch.zeros_like(header), to, source)
        received = torch.empty(theirs[2 : 2 + int(theirs[1])].tolist(), dtype=DTYPES[int(theirs[0])])
        return self._swap(tensor.contiguous(), received, to, source)

    def gather(self, rank: int, operation: str, tensor: Tensor) -> list[Tensor]:
        parts = [torch.empty_like(tensor) for _ in range(dist.get_world_size())]
        dist.all_gather(parts, tensor.contiguous())
        return parts

    def _swap(self, sent: Tensor, received: Tensor, to: int, source: int) -> Tensor:
        waiting = [dist.isend(sent, to)] if sent.numel() else []
        waiting += [dist.irecv(received, source)] if received.numel() else []
        for request in waiting:
            request.wait()
        return received


@dataclass(frozen=True)
class Timed:
    """A function for `run` that calls another `repeats` times, and returns the seconds of the quickest call here."""

    function: Callable[..., Any]
    repeats: int

    def __call__(self, *arguments: Any) -> float:
        best = float("inf")
        for _ in range(self.repeats):
            dist.barrier()  # nobody starts before everybody is there
            start = time.perf_counter()
            self.function(*arguments)
            best = min(best, time.perf_counter() - start)
        return best


def run(function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> list[tuple[Any, list[Any]]]:
    """`function(*arguments[rank], comm)` in a process for each rank; for each rank its result and its log.

    Results are tensors, numbers, or lists and dicts of them. Raises RuntimeError with the text of a rank's error.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with tempfile.TemporaryDirectory() as folder:
        pipes, processes = [], []
        for rank, own in enumerate(arguments):
            ours, theirs = context.Pipe()
            process = context.Process(target=_rank, args=(function, own, rank, len(arguments), folder, theirs))
            process.start()
            theirs.close()
            pipes.append(ours)
            processes.append(process)
        try:
            answers = [_answer(rank, pipe) for rank, pipe in enumerate(pipes)]
        finally:
            for process in processes:
                process.join(5)
                process.kill()
    for rank, (failed, answer) in enumerate(answers):
        if failed:
            raise RuntimeError(f"rank {rank} failed:\n{answer}")
    return [answer for _, answer in answers]


def _answer(rank: int, pipe: Any) -> tuple[bool, Any]:
    try:
        return pipe.recv() if pipe.poll(SECONDS) else (True, "it did not answer in time")
    except EOFError:
        return True, "its process ended without an answer"


def _rank(function: Callable[..., Any], own: tuple[Any, ...], rank: int, size: int, folder: str, pipe: Any) -> None:
    torch.set_num_threads(1)
    if sys.platform == "linux":
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    try:
        meeting = Path(folder, "meeting").as_uri()
        dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=size)
        comm = Communicator(rank, size, Gloo())
        result = function(*own, comm)
        dist.barrier()
        pipe.send((False, (_plain(result), comm.log)))
        dist.destroy_process_group()
    except BaseException:  # the text is raised in the process that started this one
        pipe.send((True, traceback.format_exc()))
    pipe.close()


def _plain(value: Any) -> Any:
    """Tensors are sent as numpy's arrays: torch would share memory, and the process ends before it is read."""
    if isinstance(value, Tensor):
        return value.detach().numpy().copy()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (list, tuple)) else value


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
