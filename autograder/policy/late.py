"""Lateness: whose due date is when, how many days late a hand-in is, and what that costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from .clock import said
from .decisions import Decision
from .settings import Late, Planned, Policy

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """The due date that holds for one student."""

    moment: datetime
    sentence: str


@dataclass(frozen=True)
class Price:
    """What lateness costs one hand-in."""

    days_late: int
    spent: int
    """Late days of the student's that it uses."""
    penalty: Fraction
    """Points taken off, before the floor at 0."""
    points: Fraction
    closed: bool = False
    """So late that it does not count."""


def due_for(policy: Policy, planned: Planned, decisions: Iterable[Decision]) -> Due:
    """The latest of: the published date with every allowance added, and each extension."""
    published = policy.due(planned)
    mine = [d for d in decisions if d.where in ("", planned.name)]
    allowances = [d for d in mine if d.what == "allowance"]
    due = published + sum((d.length for d in allowances), timedelta())
    sentence = f"Due {said(published, policy.zone)}"
    for decision in allowances:
        sentence += f", plus an allowance of {decision.value} ({decision.because})"
    for decision in mine:
        if decision.what == "extension" and decision.until is not None:
            sentence += f", extended to {said(decision.until, policy.zone)} ({decision.because})"
            due = max(due, decision.until)
    changed = f": for this student {said(due, policy.zone)}" if due != published else ""
    return Due(due, f"{sentence}{changed}.")


def days_late(submitted: datetime | None, due: datetime, rules: Late) -> int:
    """Started days after the due date; 0 within the grace, and 0 when nobody knows the moment."""
    if submitted is None or submitted <= due + timedelta(minutes=rules.grace_minutes):
        return 0
    return -(-(submitted - due) // DAY)


def price(submitted: datetime | None, due: datetime, raw: Fraction, maximum: Fraction, left: int, rules: Late) -> Price:
    """Late days are spent as far as they reach; each day that is not covered costs `penalty` per cent of the maximum."""
    days = days_late(submitted, due, rules)
    if rules.closes_after_days is not None and days > rules.closes_after_days:
        return Price(days, 0, Fraction(0), Fraction(0), closed=True)
    most = left if rules.late_days_per_assignment is None else min(left, rules.late_days_per_assignment)
    spent = min(days, most)
    penalty = (days - spent) * Fraction(rules.penalty) * maximum / 100
    return Price(days, spent, penalty, max(Fraction(0), raw - penalty))
