"""The report of an audit: `audit/<week>.md` for people, `audit/<week>.json` for programs. For staff: it holds the solution.

Two audits of the same files write the same bytes, except for the times, which stand last in both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.release.canary import LINE
from autograder.results.store import write_bytes

from .equivalent import change
from .findings import Finding
from .mutants import Mutant
from .plan import ENOUGH, Plan
from .strength import (
    Strength,
    killed_share,
    public_decides,
    question_share,
    seconds_of,
    statistical,
    strengths,
    survivors,
)

SLOWEST = 10


def write_report(folder: Path, plan: Plan, found: Sequence[Finding]) -> tuple[Path, Path]:
    """Write both files, each whole or not at all; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    name = plan.week.assignment.name
    page, data = folder / f"{name}.md", folder / f"{name}.json"
    write_bytes(page, markdown(plan, found).encode())
    write_bytes(data, (json.dumps(as_json(plan, found), indent=1) + "\n").encode())
    return page, data


def as_json(plan: Plan, found: Sequence[Finding]) -> dict[str, Any]:
    """Everything, the kill matrix too: case or mutant -> the tests that it failed, of those that it met."""
    reasons = plan.week.equivalents.reasons()
    matrix = {
        name.partition(":")[2]: [test for test, verdict in verdicts.items() if not verdict.passed]
        for name, verdicts in plan.verdicts.items()
        if name.startswith(("case:", "mutant:"))
    }
    return {
        "canary": LINE,
        "assignment": plan.week.assignment.name,
        "form": "full" if plan.full else "quick",
        "rounds": plan.rounds if plan.full else 0,
        "findings": [{"rule": finding.rule, "text": finding.text} for finding in found],
        "killed": {module: {"killed": k, "of": n} for module, (k, n) in killed_share(plan).items()},
        "survivors": [mutant.name for mutant in survivors(plan)],
        "equivalents": {mutant.name: reasons[change(mutant)] for mutant in plan.mutants if change(mutant) in reasons},
        "failed tests": matrix,
        "seconds": {
            "tests": {test: round(seconds, 3) for test, seconds in seconds_of(plan).items()},
            "variants": round(sum(plan.seconds.values()), 1),
        },
    }


def markdown(plan: Plan, found: Sequence[Finding]) -> str:
    """The page, from what must be mended to what is good to know."""
    parts: list[str] = [*_head(plan, found)]
    figures = strengths(plan)
    if plan.full:
        parts += [*_mutants(plan), *_survivors(survivors(plan)), *_equivalents(plan)]
    parts += [*_questions(plan), *_strengths(figures, plan.full), *_chance(plan), *_times(plan)]
    return "\n".join(parts) + "\n"


def _head(plan: Plan, found: Sequence[Finding]) -> Iterator[str]:
    week = plan.week
    yield f"# Audit of {week.assignment.name}\n"
    yield f"<!-- {LINE.removeprefix('# ')} -->\n"
    form = f"full form, {plan.rounds} rounds" if plan.full else "quick form"
    yield (
        f"{len(plan.tests)} tests, {len(week.mistakes)} named mistakes, {len(week.alternatives)} alternatives, "
        f"{len(week.freedoms)} contract probes, {len(plan.mutants)} mutants ({form}). "
        "How to read this page: docs/audit.md.\n"
    )
    yield "## Findings\n"
    yield from [f"- {finding.text}" for finding in found] or ["None: the suite passes its audit."]
    yield ""


def _mutants(plan: Plan) -> Iterator[str]:
    declared = plan.week.equivalents.reasons()
    yield "## Mutants\n"
    rows = []
    for module, (killed, counted) in killed_share(plan).items():
        every = [mutant for mutant in plan.mutants if mutant.module == module]
        equal = sum(change(mutant) in declared for mutant in every)
        rows.append((module, len(every), equal, killed, counted - killed, _share(killed, counted)))
    yield from _table(("module", "mutants", "declared equivalent", "killed", "survive", "share killed"), rows)


def _survivors(mutants: Sequence[Mutant]) -> Iterator[str]:
    yield "## Survivors\n"
    if not mutants:
        yield "None.\n"
        return
    yield "Add a test, or declare it in `cases/equivalent.toml` with its reason.\n"
    yield "```diff"
    for mutant in mutants:
        yield f"@@ {mutant.name}, line {mutant.line}\n-{mutant.before}\n+{mutant.after}"
    yield "```\n"


def _equivalents(plan: Plan) -> Iterator[str]:
    yield "## Declared equivalent\n"
    for entry in plan.week.equivalents.equivalent:
        yield f"- `{entry.function}`, {len(entry.changes)} mutants: {entry.reason}"
    yield ""


def _questions(plan: Plan) -> Iterator[str]:
    own, public = question_share(plan), public_decides(plan)
    yield "## Questions\n"
    rows = []
    for question in plan.week.assignment.questions:
        tests = [verdict for verdict in plan.verdicts["solution"].values() if verdict.question == question.id]
        by_public, mistakes = public[question.id]
        killed, counted = own[question.id]
        rows.append(
            (question.id, sum(v.public for v in tests), sum(not v.public for v in tests), mistakes, by_public)
            + ((f"{killed} of {counted}",) if plan.full else ())
        )
    head = ("question", "public tests", "hidden tests", "mistakes", "caught by public tests")
    yield from _table(head + (("own mutants killed by its own tests",) if plan.full else ()), rows)
    decided = [question for question, (by_public, mistakes) in public.items() if by_public == mistakes]
    yield f"Questions whose public tests alone decide everything: {', '.join(decided) or 'none'}.\n"


def _strengths(figures: Sequence[Strength], full: bool) -> Iterator[str]:
    yield "## Strength of each test\n"
    if full:
        yield (
            f"A mutant is done when {ENOUGH} tests have caught it, so `mutants` counts only those that the test met; "
            "`alone` is exact.\n"
        )
    idle = [figure.test for figure in figures if not figure.mistakes and not figure.mutants]
    yield "Tests that catch nothing: " + (", ".join(f"`{test}`" for test in idle) or "none") + ".\n"
    rows = [
        (figure.test, figure.mistakes, len(figure.only_mistakes))
        + ((figure.mutants, len(figure.only_mutants)) if full else ())
        for figure in figures
    ]
    head = ("test", "mistakes", "alone")
    yield from _table(head + (("mutants", "alone") if full else ()), rows)


def _chance(plan: Plan) -> Iterator[str]:
    yield "## False alarms\n"
    stated = {test: budget for test, budget in statistical(plan).items() if budget is not None}
    yield "How often a right answer fails a test that draws random data and compares with a tolerance, as stated:\n"
    yield from _table(("test", "probability", "why"), [(test, f"{p:g}", why) for test, (p, why) in stated.items()])
    yield f"Together at most {sum(p for p, _ in stated.values()):.2g} a hand-in.\n"


def _times(plan: Plan) -> Iterator[str]:
    seconds = seconds_of(plan)
    yield "## Times\n"
    slowest = sorted(seconds.items(), key=lambda item: -item[1])[:SLOWEST]
    yield f"The slowest of {len(seconds)} tests on the solution, which take {sum(seconds.values()):.1f} s together:\n"
    yield from _table(("test", "seconds"), [(test, f"{value:.2f}") for test, value in slowest])
    yield "What the audit took, on this machine:\n"
    yield from _table(("step", "seconds"), [(step, f"{value:.0f}") for step, value in plan.took.items()])


def _share(killed: int, counted: int) -> str:
    return f"{killed / counted:.1%}" if counted else "-"


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(map(str, head)) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"
    yield ""
