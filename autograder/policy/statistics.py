"""What a term leaves behind: numbers about the class, from which nobody can be told. Groups below five are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from .exact import half_up
from .grade import CourseGrade
from .settings import Policy
from .term import Term

FEWEST = 5
"""Fewer students than this would tell about persons."""


def statistics(term: Term, grades: Sequence[CourseGrade]) -> dict[str, Any]:
    """Counts, means and quartiles as JSON values; numbers are decimal texts."""
    return {
        "students": len(grades),
        "letters": _letters(grades),
        "number": _summary([Fraction(grade.number) for grade in grades if grade.number is not None]),
        "components": {
            name: _summary([p.score for g in grades for p in g.parts if p.name == name and p.score is not None])
            for name in term.policy.weights
        },
        "assignments": {name: _assignment(term, name, grades) for name in _names(term.policy)},
    }


def _names(policy: Policy) -> list[str]:
    return [planned.name for planned in policy.in_order()]


def _assignment(term: Term, name: str, grades: Sequence[CourseGrade]) -> dict[str, Any]:
    standings = [s for grade in grades for s in grade.standings if s.planned.name == name and s.per_cent is not None]
    attempts = [s.counted.attempt for s in standings if s.counted and s.counted.attempt]
    handed_in = len(attempts)
    late = sum(1 for s in standings if s.counted and s.counted.price.days_late)
    return {
        "handed_in": handed_in if handed_in >= FEWEST else None,
        "late": late if late >= FEWEST else None,
        "per_cent": _summary([s.per_cent for s in standings if s.per_cent is not None]),
        "questions": {
            question: _summary([a.points[question] for a in attempts if question in a.points])
            for question in term.worth[name].questions
        },
    }


def _letters(grades: Sequence[CourseGrade]) -> dict[str, int] | None:
    """How many of each; None when a letter is so rare that it would point at somebody."""
    counts = Counter(grade.letter or "none" for grade in grades)
    return dict(sorted(counts.items())) if counts and min(counts.values()) >= FEWEST else None


def _summary(values: Sequence[Fraction]) -> dict[str, Any] | None:
    if len(values) < FEWEST:
        return None
    ordered = sorted(values)
    return {
        "count": len(ordered),
        "mean": _text(sum(ordered, Fraction(0)) / len(ordered)),
        **{f"quartile_{i}": _text(ordered[(len(ordered) - 1) * i // 4]) for i in (1, 2, 3)},
    }


def _text(value: Fraction) -> str:
    return format(half_up(value, 2), "f")
