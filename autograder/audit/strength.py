"""Figures of a suite: what each test catches, and only it; what each question's public tests decide; what survives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from .equivalent import change
from .mutants import Mutant
from .plan import Plan

_RANDOM, _TOLERANT = {"rng", "planted"}, {"rtol", "atol", "assert_float_in"}


@dataclass(frozen=True)
class Strength:
    """One test: how many mistakes and mutants it caught (of the mutants, as far as it met them), and which alone."""

    test: str
    question: str
    mistakes: int
    mutants: int
    only_mistakes: tuple[str, ...]
    only_mutants: tuple[str, ...]


def strengths(plan: Plan) -> list[Strength]:
    """Every test of the suite, in order."""
    mistakes = {case.name: _failed(plan, f"case:{case.name}") for case in plan.week.mistakes}
    changed = {mutant.name: _failed(plan, f"mutant:{mutant.name}") for mutant in plan.mutants}
    return [
        Strength(
            test,
            plan.question(test),
            sum(test in failed for failed in mistakes.values()),
            sum(test in failed for failed in changed.values()),
            tuple(name for name, failed in mistakes.items() if failed == {test}),
            tuple(name for name, failed in changed.items() if failed == {test}),
        )
        for test in plan.tests
    ]


def _failed(plan: Plan, name: str) -> set[str]:
    return {test for test, verdict in plan.verdicts.get(name, {}).items() if not verdict.passed}


def killed(plan: Plan, mutant: Mutant) -> bool:
    """Whether any test caught the mutant."""
    return bool(_failed(plan, f"mutant:{mutant.name}"))


def survivors(plan: Plan) -> list[Mutant]:
    """The mutants that no test caught and nobody declared."""
    declared = plan.week.equivalents.reasons()
    return [mutant for mutant in plan.mutants if not killed(plan, mutant) and change(mutant) not in declared]


def killed_share(plan: Plan) -> dict[str, tuple[int, int]]:
    """Module -> (killed, all that are not declared equivalent)."""
    declared = plan.week.equivalents.reasons()
    shares = {}
    for module in plan.week.assignment.modules:
        counted = [mutant for mutant in plan.mutants if mutant.module == module and change(mutant) not in declared]
        shares[module] = sum(killed(plan, mutant) for mutant in counted), len(counted)
    return shares


def question_share(plan: Plan) -> dict[str, tuple[int, int]]:
    """Question -> (killed by its own tests, all of its functions' that are not declared equivalent)."""
    declared = plan.week.equivalents.reasons()
    shares = {}
    for question in plan.week.assignment.questions:
        counted = [m for m in plan.mutants if question.id in m.questions and change(m) not in declared]
        own = [
            m for m in counted if any(plan.question(test) == question.id for test in _failed(plan, f"mutant:{m.name}"))
        ]
        shares[question.id] = len(own), len(counted)
    return shares


def public_decides(plan: Plan) -> dict[str, tuple[int, int]]:
    """Question -> (mistakes that its public tests alone catch, all of its mistakes)."""
    counts = {}
    for question in plan.week.assignment.questions:
        of_question = [case for case in plan.week.mistakes if question.id in case.caught_by]
        public = [
            case
            for case in of_question
            if any(
                not verdict.passed and verdict.public and verdict.question == question.id
                for verdict in plan.verdicts[f"case:{case.name}"].values()
            )
        ]
        counts[question.id] = len(public), len(of_question)
    return counts


def statistical(plan: Plan) -> Mapping[str, tuple[float, str] | None]:
    """The tests that draw random data and compare with a tolerance of their own -> (probability, why) as stated."""
    stated = {}
    for test in plan.tests:
        names = plan.week.reach.names(test)
        if names & _RANDOM and names & _TOLERANT:
            stated[test] = plan.week.reach.false_alarm(test)
    return stated


def seconds_of(plan: Plan) -> dict[str, float]:
    """Test -> its median time on the solution."""
    runs = [v for name, v in plan.verdicts.items() if name == "solution" or name.endswith(":solution")]
    return {test: median(run[test].seconds for run in runs if test in run) for test in plan.tests}
