"""Item statistics: how hard each question is, and whether those who do well in the rest do well in it too. Pure.

Sources: the corrected item–total correlation and Cronbach's alpha as in L. Crocker and J. Algina, "Introduction to
Classical and Modern Test Theory" (1986), chapters 7 and 14.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One question over the n graded hand-ins. None where a figure does not exist."""

    question: str
    points: int
    mean: float | None
    deviation: float | None
    """The sample's standard deviation, by n - 1."""
    full: int
    """How many have full marks."""
    nothing: int
    difficulty: float | None
    """The share of its points that was earned: 1 is easiest."""
    discrimination: float | None
    """Correlation of the question's points with the sum of all other questions'; None when one of the two is the same for everybody."""


def items(worth: Mapping[str, int], points: Sequence[Mapping[str, float]]) -> list[Item]:
    """For each question (id -> its points) over everybody's points by question."""
    totals = [math.fsum(mine.values()) for mine in points]
    return [_item(question, most, [mine[question] for mine in points], totals) for question, most in worth.items()]


def _item(question: str, most: int, earned: Sequence[float], totals: Sequence[float]) -> Item:
    mean = math.fsum(earned) / len(earned) if earned else None
    spread = variance(earned)
    return Item(
        question,
        most,
        mean,
        None if spread is None else math.sqrt(spread),
        sum(mine >= most for mine in earned),
        sum(mine <= 0 for mine in earned),
        None if mean is None else mean / most,
        correlation(earned, [total - mine for total, mine in zip(totals, earned, strict=True)]),
    )


def variance(values: Sequence[float]) -> float | None:
    """The sample's variance, by n - 1; None for fewer than two values."""
    if len(values) < 2:
        return None
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r; None when it does not exist: fewer than two pairs, or one side that does not vary.

    Points are sums of hundredths, so what differs by less than a millionth is rounding, and no variance.
    """
    if len(xs) < 2 or max(xs) - min(xs) < 1e-6 or max(ys) - min(ys) < 1e-6:
        return None
    x, y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    both = math.fsum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    alone = math.fsum((a - x) ** 2 for a in xs) * math.fsum((b - y) ** 2 for b in ys)
    return max(-1.0, min(1.0, both / math.sqrt(alone)))


def alpha(points: Sequence[Mapping[str, float]]) -> float | None:
    """Cronbach's alpha with the questions as items: k/(k-1) (1 - sum of their variances / variance of the totals).

    None for fewer than two questions or hand-ins, or when all totals are equal.
    """
    if len(points) < 2 or len(points[0]) < 2:
        return None
    whole = variance([math.fsum(mine.values()) for mine in points])
    if not whole or whole < 1e-12:
        return None
    questions = list(points[0])
    parts = math.fsum(variance([mine[question] for mine in points]) or 0.0 for question in questions)
    return len(questions) / (len(questions) - 1) * (1 - parts / whole)
