"""The fixture `clock`: judges how the time of a submission's answers grows with their size.

The clock is the test's own: it counts only while a request is with the student's code, so neither making inputs nor
judging answers is timed, and nothing that the student's code says of time is believed. Seconds are never judged, since
machines differ. In grading a measurement that fails beside other tests is taken again with the machine to itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from .compare import Mismatch
from .submission import Submission

#: How often a short measurement is taken; the quickest counts, since whatever disturbs it only makes it longer.
ROUNDS = 3
#: How often a measurement that failed on a busy machine is taken before it counts.
ATTEMPTS = 4
#: Two runs of the same loop that differ by more than this were disturbed.
CALM = 1.4


@dataclass
class Clock:
    """One test's clock. `note`: what a reader of the verdict must know of the measurement; "" when there is nothing.

    `alone`: keeps other tests away, where there are any beside this one.
    """

    submission: Submission
    alone: Callable[[], AbstractContextManager[None]] | None = None
    note: str = ""

    def assert_growth(self, ask: Callable[[int], Any], small: int, large: int, at_most: float) -> None:
        """Answers of size `large` take at most `at_most` times as long as those of size `small`.

        `ask(size)` makes new inputs, asks, and judges the answer. Ask for sizes whose small one takes milliseconds.
        Give half of the factor of what must be caught (n * n from 50,000 to 1,000,000: 400, so 200), and see that right
        answers stay well below: where the large size leaves the caches, they take three times what n log n says.
        """
        measured = self._measured(ask, small, large)
        ratio, calm = next(measured)
        if ratio <= at_most:
            return
        if self.alone or not calm:
            with (self.alone or nullcontext)():
                for attempt in range(2, ATTEMPTS + 1):
                    why = "the second time alone on the machine" if calm else "since the machine was busy"
                    ratio, calm = next(measured)
                    self.note = f"measured {attempt} times with new inputs, {why}"
                    if ratio <= at_most:
                        return
                    if calm:
                        break
                else:
                    self.note += ", and it was so to the end: ask for this test to be graded again"
        raise Mismatch(
            "speed",
            f"size {large:,} took {ratio:.0f} times as long as {small:,}; at most {at_most:g} times is asked for",
        )

    def _measured(self, ask: Callable[[int], Any], small: int, large: int) -> Iterator[tuple[float, bool]]:
        """Again and again: the ratio of the quickest so far, and whether the machine was calm this time."""
        shorts, longs = [], []
        while True:
            spins = [_spin()]
            for _ in range(ROUNDS):
                shorts.append(self._seconds(ask, small))
                spins.append(_spin())
            longs.append(self._seconds(ask, large))
            spins.append(_spin())
            yield min(longs) / max(min(shorts), 1e-6), max(spins) <= CALM * min(spins)

    def _seconds(self, ask: Callable[[int], Any], size: int) -> float:
        before = self.submission._spent
        ask(size)
        return self.submission._spent - before


def _spin() -> float:
    """Seconds of a loop of about a millisecond that is always the same."""
    start = time.perf_counter()
    for _ in range(30_000):
        pass
    return time.perf_counter() - start
