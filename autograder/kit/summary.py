"""The outcomes of public tests in words: points for each question, why a test failed, and what decides the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .public import Outcome

REST = "public tests: {earned} of {points} points; hidden tests decide the rest"


def public_points(points: int, outcomes: Sequence[Outcome]) -> float:
    """A question's points, shared out over its public tests by weight."""
    whole = sum(outcome.weight for outcome in outcomes)
    return points * sum(outcome.weight for outcome in outcomes if outcome.passed) / whole if whole else 0.0


def number(value: float) -> str:
    """Points without needless decimals: 3, 1.5, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def summary(assignment: Mapping[str, Any], outcomes: Sequence[Outcome], every_failure: bool = False) -> str:
    """All questions that have outcomes, module by module, then the total.

    `every_failure`: not only the first failure of each question.
    """
    lines: list[str] = []
    earned, points, module = 0.0, 0, None
    for question in assignment["questions"]:
        mine = [outcome for outcome in outcomes if outcome.question == question["id"]]
        if not mine:
            continue
        if question["module"] != module:
            module = question["module"]
            lines += ["", f"{module}.py", *_import_problem(module, assignment, outcomes)]
        lines += _question(question, mine, every_failure)
        earned += public_points(question["points"], mine)
        points += question["points"]
    return "\n".join([*lines, "", REST.format(earned=number(earned), points=points)]).strip("\n")


def _question(question: Mapping[str, Any], outcomes: Sequence[Outcome], every_failure: bool) -> Iterator[str]:
    failed = [outcome for outcome in outcomes if not outcome.passed]
    word = "FAIL" if failed else "ok"
    if failed and all(outcome.kind == "not written" for outcome in outcomes):
        word = "todo"
    share = f"{number(public_points(question['points'], outcomes)):>4} of {question['points']} points"
    tests = f"{len(outcomes) - len(failed)} of {len(outcomes)} public tests pass"
    yield f"  {word:<4}  {question['id']:<22} {share:<18} {tests}{', not written yet' if word == 'todo' else ''}"
    if word == "todo":
        return
    shown = [outcome for outcome in failed if outcome.kind != "import"]
    for outcome in shown if every_failure else shown[:1]:
        yield from ("      " + line for line in _failure(outcome))
    if len(shown) > 1 and not every_failure:
        yield f"        and {len(shown) - 1} more; see them with: python check.py {question['id']}"


def _import_problem(module: str, assignment: Mapping[str, Any], outcomes: Sequence[Outcome]) -> list[str]:
    """Why a module cannot be imported, said once and not at each of its tests."""
    mine = {question["id"] for question in assignment["questions"] if question["module"] == module}
    texts = [outcome.text for outcome in outcomes if outcome.kind == "import" and outcome.question in mine]
    return [f"  {text}" for text in dict.fromkeys(texts)]


def _failure(outcome: Outcome) -> Iterator[str]:
    """One failed test, indented; the line above has named its question already."""
    for line in outcome.text.splitlines():
        if not line.lstrip().startswith("question "):
            yield line
    if outcome.printed.strip():
        yield "  your code printed:"
        yield from ("    " + line for line in outcome.printed.strip().splitlines()[:10])
