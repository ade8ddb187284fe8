"""The order in which an audit grades its variants, as tasks for the grader; what comes back decides what is asked next.

1. the solution (which tells which tests there are) and the starter, each also with every warning an error
2. the named cases, with every test that they can reach (a shallow audit: see `Plan.shallow`)
3. full form: the solution and the starter again under other secrets and in random order, and the cases' verdicts
4. full form: the mutants. Each meets the tests of its own question first, those that caught most mistakes before the
   others, and is done when two have failed: one tells that it is caught, the second that no test alone catches it; or when
   one ran out of time.
5. full form: the tests that have caught nothing so far meet the mutants that they were spared.

Everything is seeded by the audit's own constant, so that two audits of the same files agree.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from autograder.grading import Verdict
from autograder.grading.tasks import Graded, Task

from .equivalent import change
from .mutants import Mutant, mutants
from .variants import Variant, Week, strict

SECRET = b"the audit's own secret, which is not the course's"
ENOUGH = 2
#: The solution is graded again in every round, the starter and the cases in one round of so many.
CASE_SHARE = 10
#: What is wrong and takes longer over a test, many times what the solution takes, is caught: as mutation tools have it.
MISTAKE_SECONDS, MUTANT_SECONDS = 10.0, 5.0


@dataclass
class Plan:
    """An audit in the making: what was graded, and with what outcome."""

    week: Week
    rounds: int
    full: bool
    say: Callable[[str], None] = lambda text: None
    """Hears a line after each step."""
    shallow: bool = False
    """A mistake meets the tests of its own questions alone, each until one fails: what else it costs is not looked at."""
    progress: Callable[[int, int], None] = lambda done, of: None
    """Hears after each variant how many of the step's are graded, of how many."""
    mutants: tuple[Mutant, ...] = ()
    verdicts: dict[str, dict[str, Verdict]] = field(default_factory=dict)
    """Variant -> test -> verdict, of the tests that were run."""
    seconds: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    took: dict[str, float] = field(default_factory=dict)
    """Step -> seconds of the clock."""
    finished: int = 0
    of: int = 0
    """How many variants of the step that is under way are graded, of how many."""

    @property
    def tests(self) -> tuple[str, ...]:
        """Every test of the suite, in order."""
        return tuple(self.verdicts["solution"])

    def question(self, test: str) -> str:
        """The question of a test."""
        return self.verdicts["solution"][test].question

    def done(self, graded: Graded) -> None:
        """Take in a result."""
        ran = {v.test: v for v in graded.verdicts if v.kind != "decided"}
        self.verdicts.setdefault(graded.student_id, {}).update(ran)
        self.seconds[graded.student_id] = self.seconds.get(graded.student_id, 0.0) + graded.seconds
        if graded.failure:
            self.failures[graded.student_id] = graded.failure
        self.waiting.discard(graded.student_id)
        self.finished += 1
        self.progress(self.finished, self.of)

    def tasks(self) -> Iterator[Task | None]:
        """The tasks, in order; None while the next ones depend on results that are still to come."""
        steps = {"solution and starter": self._first, "cases": self._cases}
        if self.full:
            modules = self.week.assignment.modules
            self.mutants = tuple(m for name in modules for m in mutants(self.week.solution[f"{name}.py"], name))
            steps |= {"other secrets": self._again, "mutants": self._mutants, "idle tests": self._idle}
        for name, step in steps.items():
            started = time.monotonic()
            variants = list(step())
            self.finished, self.of = 0, len(variants)
            for variant in variants:
                self.waiting.add(variant.name)
                yield variant.task()
            while self.waiting:
                yield None
            self.took[name] = time.monotonic() - started
            self.say(f"{name}: {self.took[name]:.0f} s")

    def _first(self) -> Iterator[Variant]:
        solution, starter = Variant("solution", self.week.solution), Variant("starter", self.week.starter())
        yield from (solution, starter)
        for variant in (strict(solution), strict(starter)):
            yield Variant(f"strict:{variant.name}", variant.files)

    def _cases(self) -> Iterator[Variant]:
        for case in (*self.week.mistakes, *self.week.right()):
            tests, files = self.week.tests_of(case, self.tests), case.put_into(self.week.solution)
            mistake = case in self.week.mistakes
            if not (mistake and self.shallow):
                yield Variant(f"case:{case.name}", files, tests, seconds=MISTAKE_SECONDS if mistake else None)
                continue
            for question in case.caught_by:
                own = tuple(test for test in tests if self.question(test) == question)
                yield Variant(f"case:{case.name}", files, own, 1, seconds=MISTAKE_SECONDS)

    def _again(self) -> Iterator[Variant]:
        """Other secrets, random order. A mistake needs only be caught again: the test that caught it is asked first."""
        for number in range(1, self.rounds + 1):
            secret, order = SECRET + b" %d" % number, random.Random(number)
            whole = {"solution": self.week.solution}
            if number <= self.rounds // CASE_SHARE:
                whole["starter"] = self.week.starter()
            for name, files in whole.items():
                tests = order.sample(self.tests, len(self.tests))
                yield Variant(f"again:{number}:{name}", files, tuple(tests), None, secret)
            if number > self.rounds // CASE_SHARE:
                continue
            for case in self.week.right():
                tests = order.sample(list(self.verdicts[f"case:{case.name}"]), len(self.verdicts[f"case:{case.name}"]))
                yield Variant(
                    f"again:{number}:{case.name}", case.put_into(self.week.solution), tuple(tests), None, secret
                )
            for case in self.week.mistakes:
                first = self.verdicts[f"case:{case.name}"]
                for question in case.caught_by:
                    tests = sorted((t for t in first if self.question(t) == question), key=lambda t: first[t].passed)
                    files = case.put_into(self.week.solution)
                    name = f"again:{number}:{case.name}:{question}"
                    yield Variant(name, files, tuple(tests), 1, secret, MUTANT_SECONDS)

    def _mutants(self) -> Iterator[Variant]:
        caught = self.caught(f"case:{case.name}" for case in self.week.mistakes)
        for mutant in self.mutants:
            tests = sorted(
                self._reaching(mutant),
                key=lambda t: (self.question(t) not in mutant.questions, -caught[t], t),
            )
            yield Variant(f"mutant:{mutant.name}", self._changed(mutant), tuple(tests), ENOUGH, None, MUTANT_SECONDS)

    def _reaching(self, mutant: Mutant) -> list[str]:
        piece = (mutant.module, mutant.function.partition(".")[2])
        if piece not in self.week.reach.pieces:
            return list(self.tests)
        return self.week.reach.tests([piece], self.tests)

    def _changed(self, mutant: Mutant) -> dict[str, str]:
        return {**self.week.solution, f"{mutant.module}.py": mutant.source}

    def _idle(self) -> Iterator[Variant]:
        """What has caught nothing meets every mutant in its reach; the few tests that stay idle are the point."""
        declared = self.week.equivalents.reasons()
        caught = self.caught(name for name in self.verdicts if name.startswith(("case:", "mutant:")))
        for mutant in self.mutants:
            met = self.verdicts[f"mutant:{mutant.name}"]
            spared = [test for test in self._reaching(mutant) if not caught[test] and test not in met]
            if spared and change(mutant) not in declared:
                yield Variant(f"mutant:{mutant.name}", self._changed(mutant), tuple(spared), None, None, MUTANT_SECONDS)

    def caught(self, names: Iterable[str]) -> dict[str, int]:
        """Test -> how many of these variants it failed."""
        counts = dict.fromkeys(self.tests, 0)
        for name in names:
            for test, verdict in self.verdicts.get(name, {}).items():
                counts[test] += not verdict.passed
        return counts
