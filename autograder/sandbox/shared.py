"""Which worker a test gets: the one of its submission while that is clean, a worker of its own where it must.

The rule: the tests of a submission run in one worker, in the suite's fixed order, each exactly once; a worker that is
no longer clean is replaced before the next test. What *clean* means is said in `Worker.renew`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from .limits import Limits
from .worker import Setup, Worker
from .zygote import Zygote

#: Processor seconds after which a shared worker is replaced.
SHARED_CPU = 60


class Workers:
    """The workers of one submission, one at a time. A context manager that leaves none alive."""

    def __init__(self, zygote: Zygote, job: int, shared: bool) -> None:
        self.zygote, self.job, self.shared = zygote, job, shared
        self.worker: Worker | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exc: object) -> None:
        self._end()

    @contextmanager
    def worker_for(self, setup: Setup, limits: Limits, fresh: bool) -> Iterator[Worker]:
        """A clean worker for one test. `fresh`: one that no other test has used or will use."""
        alone = fresh or not self.shared
        if not alone:
            limits = replace(limits, shared_cpu=SHARED_CPU)
        if alone or not self._clean(setup, limits):
            self._end()
        if self.worker is None:
            self.worker = Worker(self.zygote, self.job, setup, limits)
        try:
            yield self.worker
        finally:
            if alone:
                self._end()

    def _clean(self, setup: Setup, limits: Limits) -> bool:
        if self.worker is None or self.worker.limits.memory != limits.memory:
            return False
        return self.worker.renew(setup.probes, limits)

    def _end(self) -> None:
        if self.worker is not None:
            self.worker.__exit__(None, None, None)
            self.worker = None
