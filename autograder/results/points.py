"""From verdicts to points: a question's points are shared out over its tests by weight. Exact, then rounded to cents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from autograder.config import Assignment
from autograder.grading.verdicts import Verdict


@dataclass(frozen=True)
class Score:
    """Points by question id, and their sum; `Decimal`s with at most two decimals."""

    questions: dict[str, Decimal]
    total: Decimal


def score(assignment: Assignment, verdicts: Sequence[Verdict]) -> Score:
    """Full points only for a question whose every test passed; a question without verdicts earns 0."""
    points = {q.id: _share(q.points, [v for v in verdicts if v.question == q.id]) for q in assignment.questions}
    return Score(points, sum(points.values(), Decimal(0)))


def _share(points: int, verdicts: Sequence[Verdict]) -> Decimal:
    everything = weight_of(verdicts)
    earned = weight_of(v for v in verdicts if v.passed)
    if everything == 0:
        return Decimal(0)
    return rounded(Fraction(points) * earned / everything)


def weight_of(verdicts: Iterable[Verdict]) -> Fraction:
    """The exact sum of weights."""
    return sum((Fraction(str(v.weight)) for v in verdicts), Fraction(0))


def rounded(value: Fraction) -> Decimal:
    """Two decimals, half up, without trailing zeros."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return _plain(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def share_out(points: Decimal, weights: Sequence[Fraction]) -> list[Decimal]:
    """Points by weight, in cents that add up to them exactly: the largest remainders take what rounding leaves over."""
    whole = sum(weights, Fraction(0))
    if not whole:
        return [Decimal(0) for _ in weights]
    exact = [Fraction(points) * 100 * weight / whole for weight in weights]
    cents = [value.numerator // value.denominator for value in exact]
    over = int(points * 100) - sum(cents)
    for place in sorted(range(len(exact)), key=lambda place: cents[place] - exact[place])[:over]:
        cents[place] += 1
    return [_plain(Decimal(cent).scaleb(-2)) for cent in cents]
