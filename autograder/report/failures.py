"""What fails: each test with how often and in which way, and which failures go together. Pure; judges nobody.

A test that was never answered (nothing written, no import, not run) tells nothing about behaviour. It counts as failed,
as in the grade, but it is left out where behaviours are compared.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autograder.feedback.words import kind_in_words
from autograder.grading.verdicts import Verdict

NOT_ANSWERED = frozenset({"not written", "import", "missing", "unrun", "decided", "silent", "broken test"})
#: A pair is told only when each of the two was failed and passed so often: fewer agree by chance.
FEWEST = 3


@dataclass(frozen=True)
class TestFigures:
    """One test over all graded hand-ins. Seconds are of those that ran."""

    test: str
    question: str
    public: bool
    meaning: str
    ran: int
    """How many hand-ins were given this test."""
    failed: int
    answered: int
    wrong: int
    """Failed among those answered."""
    kinds: tuple[tuple[str, int], ...]
    """In words, most frequent first."""
    median: float
    slow: float
    """What 95 of 100 hand-ins do not exceed."""
    longest: float

    @property
    def name(self) -> str:
        """As in students' results."""
        return name_of(self.test)


def name_of(test: str) -> str:
    """`hidden/test_hidden_flops.py::test_any_sizes` reads `any sizes`."""
    return test.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def test_figures(everyone: Sequence[Sequence[Verdict]]) -> list[TestFigures]:
    """Every test that anybody was given, in the suite's order."""
    by_test: dict[str, list[Verdict]] = {}
    for verdicts in everyone:
        for verdict in verdicts:
            by_test.setdefault(verdict.test, []).append(verdict)
    return [_figures(verdicts) for verdicts in by_test.values()]


def answered(verdict: Verdict) -> bool:
    """Whether the verdict tells about the behaviour of what was handed in."""
    return verdict.passed or verdict.kind not in NOT_ANSWERED


def _figures(verdicts: Sequence[Verdict]) -> TestFigures:
    first = verdicts[-1]
    failed = [verdict for verdict in verdicts if not verdict.passed]
    kinds = Counter(kind_in_words(verdict.kind) for verdict in failed)
    seconds = sorted(verdict.seconds for verdict in verdicts if answered(verdict)) or [0.0]
    return TestFigures(
        first.test,
        first.question,
        first.public,
        first.meaning,
        len(verdicts),
        len(failed),
        sum(answered(verdict) for verdict in verdicts),
        sum(answered(verdict) for verdict in failed),
        tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))),
        statistics.median(seconds),
        seconds[max(0, -(-len(seconds) * 95 // 100) - 1)],
        seconds[-1],
    )


def in_words(kinds: Sequence[tuple[str, int]]) -> str:
    """`3 × wrong value, 1 × took too long`."""
    return ", ".join(f"{count} × {kind}" for kind, count in kinds)


@dataclass(frozen=True)
class Pair:
    """Two things that fail together: phi over the hand-ins that answered both."""

    one: str
    other: str
    phi: float
    both: int
    either: int
    answered: int


Flags = npt.NDArray[np.float64]


def pairs(names: Sequence[str], failed: Flags, met: Flags) -> list[Pair]:
    """All pairs of columns, strongest first. `failed`, `met`: 0 or 1, hand-ins by names; who did not meet both is left out.

    phi is Pearson's correlation of two yes-or-no columns, here from the four counts of their table.
    """
    failed = failed * met
    together, count = failed.T @ failed, met.T @ met
    of_one, of_other = failed.T @ met, met.T @ failed
    least = np.minimum(np.minimum(of_one, count - of_one), np.minimum(of_other, count - of_other))
    found = []
    for i, j in zip(*np.nonzero(np.triu(least >= FEWEST, 1)), strict=True):
        n, a, b, both = count[i, j], of_one[i, j], of_other[i, j], together[i, j]
        phi = (n * both - a * b) / float(np.sqrt(a * (n - a) * b * (n - b)))
        found.append(Pair(names[i], names[j], float(phi), int(both), int(a + b - both), int(n)))
    return sorted(found, key=lambda pair: (-pair.phi, -pair.both, pair.one, pair.other))


def test_pairs(everyone: Sequence[Sequence[Verdict]]) -> list[Pair]:
    """Tests of different questions; of two questions only the strongest pair."""
    question = {verdict.test: verdict.question for verdicts in everyone for verdict in verdicts}
    tests = list(question)
    place = {test: number for number, test in enumerate(tests)}
    failed, met = np.zeros((len(everyone), len(tests))), np.zeros((len(everyone), len(tests)))
    for row, verdicts in enumerate(everyone):
        for verdict in verdicts:
            failed[row, place[verdict.test]] = not verdict.passed
            met[row, place[verdict.test]] = answered(verdict)
    strongest: dict[tuple[str, str], Pair] = {}
    for pair in pairs(tests, failed, met):
        of = (question[pair.one], question[pair.other])
        if of[0] != of[1]:
            strongest.setdefault((min(of), max(of)), pair)
    return list(strongest.values())


def question_pairs(questions: Sequence[str], everyone: Sequence[Sequence[Verdict]]) -> list[Pair]:
    """Questions as wholes: failed is what did not pass every test; met is what answered at least one."""
    place = {question: number for number, question in enumerate(questions)}
    failed, met = np.zeros((len(everyone), len(questions))), np.zeros((len(everyone), len(questions)))
    for row, verdicts in enumerate(everyone):
        for verdict in verdicts:
            at = row, place[verdict.question]
            failed[at] = max(failed[at], not verdict.passed)
            met[at] = max(met[at], answered(verdict))
    return pairs(questions, failed, met)
