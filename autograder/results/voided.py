"""Tests that were found wrong after the deadline: how their verdicts count. The verdicts themselves stay on record as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.config import Assignment
from autograder.grading.verdicts import Verdict

_GIVES = {
    "everyone": "its points go to everyone",
    "shared": "its points are shared out over the question's other tests",
}


def counting(assignment: Assignment, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts as points are made from them: a voided test is passed by everyone, or weighs nothing."""
    gives = {voided.test: voided.gives for voided in assignment.voided}
    return tuple(_counting(verdict, gives.get(verdict.test)) for verdict in verdicts)


def _counting(verdict: Verdict, gives: str | None) -> Verdict:
    if gives is None:
        return verdict
    return replace(
        verdict, passed=True, kind="", sentence="", staff={}, weight=verdict.weight if gives == "everyone" else 0.0
    )


def said(assignment: Assignment) -> dict[str, str]:
    """Test -> the sentence that a student reads of it."""
    return {
        voided.test: f"This test was voided, {_GIVES[voided.gives]}: {voided.reason}" for voided in assignment.voided
    }
