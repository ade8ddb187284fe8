"""The course grade: components with their shares, the assignments' mean without the lowest, the number, the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .components import Attendance
from .exact import half_up
from .settings import ASSIGNMENTS, Policy
from .standing import Standing


@dataclass(frozen=True)
class Part:
    """One component of one student's grade."""

    name: str
    state: Literal["given", "excused", "not given"]
    score: Fraction | None = None
    """Per cent."""
    sentence: str = ""
    """Where the score comes from."""


@dataclass(frozen=True)
class CourseGrade:
    """A student's grade, and everything that it was made of."""

    student_id: str
    name: str
    standings: tuple[Standing, ...]
    dropped: tuple[Standing, ...]
    parts: tuple[Part, ...]
    shares: Mapping[str, Fraction]
    """Of each component that counts, in per cent: what is left out has passed its share on."""
    exact: Fraction | None
    number: Decimal | None
    letter: str
    """Empty while something is not given, unless a rule makes it F."""
    failed: tuple[str, ...] = ()
    """Why it is F whatever the number."""

    @property
    def complete(self) -> bool:
        """Whether everything that counts has been given."""
        waiting = any(standing.state == "not graded" or standing.waits for standing in self.standings)
        return not waiting and all(part.state != "not given" for part in self.parts)


def drop_lowest(policy: Policy, standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """The lowest by per cent, after penalties; of equal ones the one due first. One assignment always stays."""
    counted = [standing for standing in standings if standing.per_cent is not None]
    lowest_first = sorted(counted, key=lambda standing: standing.per_cent or Fraction(0))
    return tuple(lowest_first[: max(0, min(policy.drop_lowest, len(counted) - 1))])


def mean(standings: Sequence[Standing], dropped: Sequence[Standing]) -> Fraction | None:
    """The weighted mean of per cents; None when nothing is left."""
    kept = [(Fraction(s.planned.weight), s.per_cent) for s in standings if s.per_cent is not None and s not in dropped]
    weight = sum((w for w, _ in kept), Fraction(0))
    return sum((w * p for w, p in kept), Fraction(0)) / weight if weight else None


def counting_shares(policy: Policy, parts: Sequence[Part]) -> dict[str, Fraction]:
    """The shares of the components that have a score; those without have passed theirs on in proportion."""
    shares = {part.name: policy.shares()[part.name] for part in parts if part.score is not None}
    whole = sum(shares.values(), Fraction(0))
    return {name: 100 * share / whole for name, share in shares.items()} if whole else {}


def course_grade(
    policy: Policy,
    who: tuple[str, str],
    standings: Sequence[Standing],
    parts: Sequence[Part],
    failed: Sequence[str],
) -> CourseGrade:
    """Put the grade together. `who`: id and name. Rounded once, here."""
    dropped = drop_lowest(policy, standings)
    shares = counting_shares(policy, parts)
    scores = {part.name: part.score for part in parts if part.score is not None}
    exact = sum((shares[name] * scores[name] / 100 for name in shares), Fraction(0)) if shares else None
    number = None if exact is None else half_up(exact, policy.decimals)
    grade = CourseGrade(*who, tuple(standings), dropped, tuple(parts), shares, exact, number, "", tuple(failed))
    letter = policy.letter(number) if grade.complete and number is not None else ""
    return replace(grade, letter="F" if failed else letter)


def failures(policy: Policy, attendance: Attendance, flags: Sequence[tuple[str, str]]) -> list[str]:
    """Why a student fails whatever the number: too many missed classes, flags that a person set (word, because)."""
    reasons = []
    missed = len(attendance.missed)
    if policy.fail.missed_classes is not None and missed >= policy.fail.missed_classes:
        reasons.append(f"{_count(missed)} missed classes ({', '.join(attendance.missed)})")
    return reasons + [f"{word} ({because})" for word, because in flags]


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def assignments_part(policy: Policy, standings: Sequence[Standing]) -> Part:
    """The component `assignments`, computed."""
    score = mean(standings, drop_lowest(policy, standings))
    if score is not None:
        return Part(ASSIGNMENTS, "given", score, "The mean of the assignments above.")
    if standings and all(standing.state == "excused" for standing in standings):
        return Part(ASSIGNMENTS, "excused", None, "Every assignment is excused.")
    return Part(ASSIGNMENTS, "not given", None, "No assignment is graded yet.")
