"""How a student stands in one assignment: which hand-in counts, its points by tests and by hand, and what lateness cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .attempts import Attempt, in_time_order
from .decisions import Decision
from .errors import PolicyError
from .exact import shown
from .hand import EXTRA, HandGiven
from .late import Due, Price, due_for, price
from .settings import Planned, Policy


@dataclass(frozen=True)
class Worth:
    """What an assignment is worth: points of its automatic questions, and points given by hand for the others."""

    questions: Mapping[str, int]
    hand: int = 0

    @property
    def maximum(self) -> Fraction:
        """Automatic and hand-given points together."""
        return Fraction(sum(self.questions.values()) + self.hand)


@dataclass(frozen=True)
class Priced:
    """One hand-in with its points and what lateness takes off."""

    attempt: Attempt | None
    tests: Fraction
    """Points by tests, without the questions that a person graded."""
    hand: tuple[HandGiven, ...]
    price: Price

    @property
    def raw(self) -> Fraction:
        """Before lateness."""
        return self.tests + sum((given.points for given in self.hand), Fraction(0))


@dataclass(frozen=True)
class Standing:
    """One student in one assignment."""

    planned: Planned
    state: Literal["counted", "missing", "excused", "not graded"]
    worth: Worth
    due: Due
    days_left: int
    """Late days of the term that are left afterwards."""
    counted: Priced | None = None
    others: tuple[Priced, ...] = ()
    """Hand-ins that do not count."""
    because: str = ""
    """Why this hand-in counts, or why the assignment is left out."""

    @property
    def points(self) -> Fraction:
        """What counts; 0 for what is missing."""
        return self.counted.price.points if self.counted else Fraction(0)

    @property
    def waits(self) -> bool:
        """Whether the written part of what was handed in has no points by hand yet."""
        if not self.worth.hand or self.counted is None or self.counted.attempt is None:
            return False
        return all(given.question in self.worth.questions or given.question == EXTRA for given in self.counted.hand)

    @property
    def per_cent(self) -> Fraction | None:
        """Of the maximum; None when the assignment is left out."""
        return None if self.state in ("excused", "not graded") else 100 * self.points / self.worth.maximum


def stand(
    policy: Policy,
    planned: Planned,
    worth: Worth,
    attempts: Sequence[Attempt] | None,
    hand: Sequence[HandGiven],
    decisions: Sequence[Decision],
    left: int,
) -> Standing:
    """The standing. `attempts` None: nothing of this assignment has been recorded for anybody. Raises PolicyError."""
    due = due_for(policy, planned, decisions)
    here = [decision for decision in decisions if decision.where == planned.name]
    if excused := [decision for decision in here if decision.what == "excused"]:
        return Standing(planned, "excused", worth, due, left, because=excused[-1].because)
    if attempts is None and not hand:
        return Standing(planned, "not graded", worth, due, left)

    def priced(attempt: Attempt | None) -> Priced:
        by_hand = {given.question for given in hand}
        auto = attempt.points if attempt else {}
        tests = sum((points for question, points in auto.items() if question not in by_hand), Fraction(0))
        raw = tests + sum((given.points for given in hand), Fraction(0))
        when = attempt.submitted_at if attempt else None
        cost = price(when, due.moment, raw, worth.maximum, left, policy.late)
        return Priced(attempt, tests, tuple(hand), cost)

    everyone = [priced(attempt) for attempt in in_time_order(attempts or ())]
    pins = [decision for decision in here if decision.what == "counts"]
    counted, because = _choose(everyone, pins[-1] if pins else None, policy.attempts == "best")
    if counted is None:
        late = "every hand-in came after the assignment had closed" if everyone else ""
        nothing = priced(None) if hand else None
        return Standing(planned, "missing", worth, due, left, nothing, tuple(everyone), late)
    others = tuple(one for one in everyone if one is not counted)
    return Standing(planned, "counted", worth, due, left - counted.price.spent, counted, others, because)


def _choose(everyone: Sequence[Priced], pin: Decision | None, best: bool) -> tuple[Priced | None, str]:
    if pin is not None:
        fitting = [one for one in everyone if one.attempt and one.attempt.submission.startswith(pin.value)]
        if len(fitting) != 1:
            ids = ", ".join(one.attempt.submission[:12] for one in everyone if one.attempt) or "none"
            raise PolicyError(
                f"decisions.csv: {pin.student_id}, {pin.where}: {'several hand-ins begin' if fitting else 'no hand-in begins'} "
                f"with {pin.value!r}; there are: {ids}"
            )
        return fitting[0], f"a person chose it ({pin.because})"
    accepted = [one for one in everyone if not one.price.closed]
    if not accepted:
        return None, ""
    if len(everyone) == 1:
        return accepted[0], "the only one"
    if best:  # of equal ones that which costs fewer late days, then the earliest
        return max(accepted, key=lambda one: (one.price.points, -one.price.spent)), "the best one counts"
    return accepted[-1], "the last one counts"


def check_hand(worth: Worth, hand: Sequence[HandGiven]) -> None:
    """Raises PolicyError when hand-given points exceed what a question, or the written part, is worth."""
    for given in hand:
        if given.question in worth.questions and given.points > worth.questions[given.question]:
            raise PolicyError(
                f"hand.csv: {given.student_id} has {shown(given.points)} points for {given.question}, which is worth "
                f"{worth.questions[given.question]}; give what goes beyond as {EXTRA}"
            )
    written = [given for given in hand if given.question not in worth.questions and given.question != EXTRA]
    if sum((given.points for given in written), Fraction(0)) > worth.hand:
        raise PolicyError(
            f"hand.csv: {written[0].student_id} has more hand-given points in {written[0].assignment} than its "
            f"hand_total of {worth.hand}; correct a line, or give what goes beyond as {EXTRA}"
        )
