"""What a worker's process is like before a student's code has run in it, and making it so again between two tests.

Runs in the worker, which the student may own. It serves honest code, and is no defence: what it misses or is told
wrongly harms nobody's tests but the student's own. What every test may well change is put back here; where anything
else differs the worker is not clean, and the trusted side replaces it.
"""

from __future__ import annotations

import gc
import logging
import os
import random
import resource
import shutil
import signal
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

#: Modules and classes whose names tests and honest code rely on; one that is patched makes the worker unclean.
WATCHED = (
    "builtins", "math", "random", "time", "functools", "itertools", "numpy", "numpy.linalg", "numpy.random",
    "torch", "torch.nn", "torch.nn.functional", "torch.nn.modules.module", "torch.optim", "torch.linalg",
)  # fmt: skip
CLASSES = ("Tensor", "nn.Module", "nn.Linear", "nn.Conv1d", "nn.Conv2d", "nn.Parameter")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGUSR1, signal.SIGXCPU)
LIMITS = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC)


@dataclass(frozen=True)
class Known:
    """The watched modules and classes with all their names. Taken in the zygote: reading them touches, and so copies,
    so many pages that it would double the cost of a worker."""

    modules: Mapping[str, ModuleType]
    names: Sequence[tuple[Any, Mapping[str, Any], Sequence[Any]]]
    """Owner, its names with their values, and the values alone in their order."""


def know() -> Known:
    """What is imported now."""
    modules = {name: sys.modules[name] for name in WATCHED if name in sys.modules}
    owners = (*modules.values(), *_classes())
    return Known(modules, [(owner, dict(vars(owner)), list(vars(owner).values())) for owner in owners])


class Baseline:
    """Taken once, before any student's code; `restore` puts back what it can and says whether all is as it was."""

    def __init__(self, folder: Path, files: Mapping[str, bytes], known: Known) -> None:
        self.folder, self.files, self.known = folder, files, known
        self.place, self.around = str(folder), str(folder.parent)
        write_files(folder, files)
        os.chdir(folder)
        self.environment = dict(os.environ)
        self.filters = list(warnings.filters)
        self.seen = _tree(self.around)
        seed()
        self.state = _state()
        gc.collect()
        gc.freeze()  # what is here now stays: each restore's collection looks at what came later alone

    def restore(self) -> bool:
        """Fresh memory, files, environment, warning filters and seeds. False when something else has changed."""
        gc.collect()  # cheap: the zygote's heap is frozen
        os.chdir(self.around)
        if _tree(self.around) != self.seen:
            _empty(self.around)
            write_files(self.folder, self.files)
            self.seen = _tree(self.around)
        _empty("/dev/shm")
        os.chdir(self.place)
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        warnings.filters[:] = self.filters  # type: ignore[index]
        seed()
        same = all(sys.modules.get(name) is module for name, module in self.known.modules.items())
        return same and _state() == self.state and not any(_changed(*known) for known in self.known.names)


def seed() -> None:
    """The same random numbers for every test."""
    random.seed(0)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(0)
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(0)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """The hand-in as this worker's own copy. Names were checked by intake."""
    folder.mkdir(parents=True, exist_ok=True)  # also for a hand-in without a module
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _tree(folder: str) -> list[tuple[str, int, int, int]]:
    """Path, inode, size and time of change of everything below."""
    found = []
    places = [folder]
    for place in places:  # grows while it is walked
        with os.scandir(place) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                found.append((entry.path, status.st_ino, status.st_size, status.st_mtime_ns))
                if entry.is_dir(follow_symlinks=False):
                    places.append(entry.path)
    return sorted(found)


def _empty(folder: str) -> None:
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            os.unlink(entry.path)


def _classes() -> list[Any]:
    owners: list[Any] = []
    if torch := sys.modules.get("torch"):
        for name in CLASSES:
            owner: Any = torch
            for part in name.split("."):
                owner = getattr(owner, part)
            owners.append(owner)
    return owners


def _changed(owner: Any, names: Mapping[str, Any], values: Sequence[Any]) -> bool:
    now = vars(owner)
    try:
        if list(now.values()) == values:  # nearly always: the same objects in the same order
            return False
    except Exception:  # two of them refuse to be compared: they are not the same object
        pass
    return any(now.get(name, now) is not value for name, value in names.items())


def _state() -> list[Any]:
    """Everything else that outlives a test, as plain values."""
    state: list[Any] = [
        sys.getrecursionlimit(), sys.get_int_max_str_digits(), sys.getswitchinterval(), sys.dont_write_bytecode,
        list(sys.path), list(map(id, sys.meta_path)), list(map(id, sys.path_hooks)), list(sys.argv),
        *map(id, (sys.stdin, sys.stdout, sys.stderr, sys.excepthook, sys.displayhook, sys.unraisablehook)),
        sys.gettrace(), sys.getprofile(), threading.gettrace(), threading.getprofile(), threading.active_count(),
        gc.isenabled(), gc.get_threshold(), gc.get_debug(), list(map(id, gc.callbacks)),
        logging.root.level, logging.root.manager.disable, list(map(id, logging.root.handlers)),
        [signal.getsignal(number) for number in SIGNALS], signal.getitimer(signal.ITIMER_REAL),
        [resource.getrlimit(kind) for kind in LIMITS], os.getpriority(os.PRIO_PROCESS, 0),
    ]  # fmt: skip
    if numpy := sys.modules.get("numpy"):
        state += [numpy.geterr(), numpy.geterrcall(), repr(numpy.get_printoptions())]
    if torch := sys.modules.get("torch"):
        state += [
            torch.get_default_dtype(), torch.is_grad_enabled(), torch.is_inference_mode_enabled(),
            torch.get_num_threads(), torch.are_deterministic_algorithms_enabled(), torch.is_anomaly_enabled(),
            torch.get_float32_matmul_precision(), torch.backends.mkldnn.enabled,
            torch._C._len_torch_function_stack(), torch._C._len_torch_dispatch_stack(),
        ]  # fmt: skip
        module = torch.nn.modules.module
        state += [len(hooks) for name, hooks in vars(module).items() if name.startswith("_global_") and hooks]
    return state
