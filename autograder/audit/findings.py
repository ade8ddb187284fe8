"""What is wrong with a suite, in sentences that tell its author what to do. An audit without findings is a pass."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.results import score

from .cases import Case
from .equivalent import change
from .plan import Plan
from .strength import killed_share, statistical

MISTAKES_PER_QUESTION = 4
SHARE_KILLED = 0.95


@dataclass(frozen=True)
class Finding:
    """`rule`: one word or two, for tables; `text`: the sentence."""

    rule: str
    text: str


def findings(plan: Plan) -> list[Finding]:
    """Everything that the author of the suite has to mend, in the order in which it is best mended."""
    rules = (_grader, _solution, _starter, _warnings, _mistakes, _counts, _right, _again, _budgets)
    found = [Finding(rule.__name__[1:], text) for rule in rules for text in rule(plan)]
    if plan.full:
        found += [Finding(rule.__name__[1:], text) for rule in (_survivors, _declarations) for text in rule(plan)]
    return found


def _grader(plan: Plan) -> Iterator[str]:
    for name, failure in plan.failures.items():
        yield f"the grader itself failed on {name}: {failure.strip().splitlines()[-1]}"
    for name, verdicts in plan.verdicts.items():
        for test, verdict in verdicts.items():
            if verdict.kind == "broken test":
                yield f"{test} itself fails on {name}: {verdict.staff.get('problem', '')}"


def _solution(plan: Plan) -> Iterator[str]:
    for test, verdict in plan.verdicts["solution"].items():
        if not verdict.passed:
            yield f"the solution fails {test}: {verdict.sentence} ({verdict.staff.get('problem', '')})"


def _starter(plan: Plan) -> Iterator[str]:
    total = score(plan.week.assignment, tuple(plan.verdicts["starter"].values())).total
    if total:
        yield f"the untouched starter earns {total} points"
    for test, verdict in plan.verdicts["starter"].items():
        if verdict.sentence != f"not written yet: {verdict.question}":
            yield f"the starter does not say in {test} that {verdict.question} is not written yet: {verdict.sentence}"


def _warnings(plan: Plan) -> Iterator[str]:
    for name, files in (("solution", plan.week.solution), ("starter", plan.week.starter())):
        for file, source in files.items():
            with warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                ast.parse(source)
                compile(source, file, "exec", dont_inherit=True)
            for warning in heard:
                yield f"the {name}'s {file}:{warning.lineno} makes Python warn: {warning.message}"
        for test, verdict in plan.verdicts[f"strict:{name}"].items():
            if verdict.sentence != plan.verdicts[name][test].sentence:
                yield f"the {name} raises a warning in {test}: {verdict.staff.get('problem', verdict.sentence)}"


def _caught(plan: Plan, case: Case, question: str) -> bool:
    return any(not v.passed for v in plan.verdicts[f"case:{case.name}"].values() if v.question == question)


def _mistakes(plan: Plan) -> Iterator[str]:
    for case in plan.week.mistakes:
        for question in case.caught_by:
            if not _caught(plan, case, question):
                yield f"the mistake {case.name} gets full marks for {question}: add a test that catches it"
        for test, verdict in plan.verdicts[f"case:{case.name}"].items():
            if not verdict.passed and verdict.question not in (*case.caught_by, *case.may_cost):
                yield f"the mistake {case.name} fails {test} of {verdict.question}, which its header does not name"


def _counts(plan: Plan) -> Iterator[str]:
    for question in plan.week.assignment.questions:
        count = sum(question.id in case.caught_by for case in plan.week.mistakes)
        if count < MISTAKES_PER_QUESTION:
            yield f"{question.id} has {count} named mistakes; write {MISTAKES_PER_QUESTION} or more"
        functions = plan.week.functions(question.id)
        for name in sorted(functions - {n for case in plan.week.freedoms for n in case.defines() or ()}):
            yield f"no case in cases/freedoms writes {name} ({question.id}) with every freedom that the handout leaves"


def _right(plan: Plan) -> Iterator[str]:
    for case in plan.week.right():
        for test, verdict in plan.verdicts[f"case:{case.name}"].items():
            if not verdict.passed:
                problem = verdict.staff.get("problem", "")
                yield f"the right answer {case.name} fails {test}: {verdict.sentence} ({problem}); mend the test"


def _again(plan: Plan) -> Iterator[str]:
    for name, verdicts in plan.verdicts.items():
        if not name.startswith("again:"):
            continue
        _, number, case, *question = name.split(":")
        if question:
            if all(verdict.passed for verdict in verdicts.values()):
                yield f"under secret {number} the mistake {case} gets full marks for {question[0]}: it was caught by luck"
            continue
        before = plan.verdicts[case if case in ("solution", "starter") else f"case:{case}"]
        for test, verdict in verdicts.items():
            if verdict.passed != before[test].passed:
                yield f"under secret {number} and in another order, {case} changes its verdict in {test}: {verdict.sentence}"


def _budgets(plan: Plan) -> Iterator[str]:
    for test, stated in statistical(plan).items():
        if stated is None:
            yield (
                f"{test} draws random data and compares with a tolerance: state how often a right answer fails it, "
                "with @pytest.mark.false_alarm(probability, why)"
            )


def _survivors(plan: Plan) -> Iterator[str]:
    for module, (killed, counted) in killed_share(plan).items():
        if counted and killed / counted < SHARE_KILLED:
            yield (
                f"{module}: {counted - killed} of {counted} mutants survive, more than {1 - SHARE_KILLED:.0%}: add "
                "tests, or declare those that are no mistakes in cases/equivalent.toml"
            )


def _declarations(plan: Plan) -> Iterator[str]:
    declared, there = plan.week.equivalents.reasons(), {change(mutant): mutant for mutant in plan.mutants}
    for function, before, after in declared:
        mutant = there.get((function, before, after))
        if mutant is None:
            yield f"cases/equivalent.toml: in {function} no mutant turns `{before}` into `{after}`: take it out"
        elif any(not verdict.passed for verdict in plan.verdicts[f"mutant:{mutant.name}"].values()):
            yield f"cases/equivalent.toml: {function} with `{after}` is no equivalent, a test catches it: take it out"
