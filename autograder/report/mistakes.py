"""Wrong behaviours by name: a hand-in that fails exactly the tests of a question that a named mistake fails.

That is likeness, not proof: two different mistakes can fail the same tests. What the audit knows is its JSON report,
`audit/<week>.json`; nothing is graded here, and no student's code is looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.audit.cases import CaseError, cases
from autograder.config import Assignment, Course
from autograder.grading.verdicts import Verdict

from .failures import answered

Signature = frozenset[str]


@dataclass(frozen=True)
class Known:
    """question -> the failed tests -> names of the mistakes that fail exactly those. `source`: where it was read."""

    source: str
    signatures: Mapping[str, Mapping[Signature, tuple[str, ...]]]
    foreign: int = 0
    """Mistakes that the audit judged by tests that this run does not have."""


@dataclass(frozen=True)
class Behaviour:
    """So many hand-ins fail the same tests of a question. `names`: what they behave like; empty when nothing is known."""

    question: str
    names: tuple[str, ...]
    hand_ins: int
    failed: tuple[str, ...]


def known_mistakes(course: Course, assignment: Assignment, tests: Mapping[str, str]) -> Known | None:
    """What the audits of the week know, of several that which fits this run best; `tests`: test -> question, of this run.

    None where there is no audit that can be read.
    """
    knowns = []
    for folder in ("audit", "build/audit"):
        file = course.root / folder / f"{assignment.name}.json"
        try:
            matrix: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))["failed tests"]
            names = {case.name for case in cases(course.suite(assignment.name), "mistakes")}
            knowns.append(_known(f"{folder}/{file.name}", {n: t for n, t in matrix.items() if n in names}, tests))
        except (OSError, ValueError, KeyError, TypeError, CaseError):
            continue
    return min(knowns, key=lambda known: known.foreign, default=None)


def _known(source: str, matrix: Mapping[str, Sequence[str]], tests: Mapping[str, str]) -> Known:
    by_question: dict[str, dict[Signature, list[str]]] = {}
    foreign = 0
    for name, failed in sorted(matrix.items()):
        if not set(failed) <= set(tests):
            foreign += 1
            continue
        for question in {tests[test] for test in failed}:
            signature = frozenset(test for test in failed if tests[test] == question)
            by_question.setdefault(question, {}).setdefault(signature, []).append(name)
    frozen = {q: {s: tuple(names) for s, names in found.items()} for q, found in by_question.items()}
    return Known(source, frozen, foreign)


def behaviours(known: Known, everyone: Sequence[Sequence[Verdict]]) -> list[Behaviour]:
    """The most frequent first. A question counts where every one of its tests was answered and one failed."""
    counts: Counter[tuple[str, Signature]] = Counter()
    for verdicts in everyone:
        by_question: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            by_question.setdefault(verdict.question, []).append(verdict)
        for question, mine in by_question.items():
            failed = frozenset(verdict.test for verdict in mine if not verdict.passed)
            if failed and all(answered(verdict) for verdict in mine):
                counts[question, failed] += 1
    found = [
        Behaviour(question, known.signatures.get(question, {}).get(failed, ()), count, tuple(sorted(failed)))
        for (question, failed), count in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.hand_ins, one.question, one.failed))
