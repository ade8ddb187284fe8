"""One student's result in Gradescope's results.json format (strict JSON, everything visible so that the total is).

Source of the format: gradescope-autograders documentation, "Autograder Specifications".
Hidden tests show name, meaning and hint only; a student's own words never appear with them. `shown_of` decides, for every
page and file that a student gets: they are made from these results, never from the staff's record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from autograder.config import Assignment
from autograder.grading.verdicts import Verdict

from .points import Score, share_out, weight_of
from .text import visible
from .voided import said

#: How a limit behind a student's own exception is said after it (grading.verdicts).
LIMIT_BEHIND = " (a limit: "


def results_json(
    assignment: Assignment,
    score: Score,
    verdicts: Sequence[Verdict],
    messages: Sequence[str],
    extra: Mapping[str, Any],
) -> dict[str, Any]:
    """The whole file as a dict of JSON values. `verdicts`: as they count (`voided.counting`)."""
    tests, voided = [], said(assignment)
    for number, question in enumerate(assignment.questions, 1):
        of_question = [verdict for verdict in verdicts if verdict.question == question.id]
        worth = _worth(question.points, score.questions[question.id], of_question)
        for place, (verdict, points) in enumerate(zip(of_question, worth, strict=True), 1):
            tests.append(_test(verdict, f"{number}.{place}", float(points), voided.get(verdict.test, "")))
    return {
        "score": float(score.total),
        "output": "\n".join(visible(message) for message in messages),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            **extra,
            "questions": [
                {
                    "id": q.id,
                    "points": float(score.questions[q.id]),
                    "max_points": q.points,
                    "hints": [v.hint for v in verdicts if v.question == q.id and not v.passed and v.hint],
                }
                for q in assignment.questions
            ],
            "limits_hit": [
                {"test": v.test, "limit": v.kind, "message": visible(v.sentence, lines=True)}
                for v in verdicts
                if v.kind in ("timeout", "limit")
            ],
        },
    }


def _worth(points: int, earned: Decimal, verdicts: Sequence[Verdict]) -> list[Decimal]:
    """What each test is worth, so that those passed add up to what was earned, and all to the question's points."""
    by_outcome = {}
    for passed, share in ((True, earned), (False, points - earned)):
        alike = [verdict for verdict in verdicts if verdict.passed is passed]
        by_outcome[passed] = iter(share_out(share, [weight_of([verdict]) for verdict in alike]))
    return [next(by_outcome[verdict.passed]) for verdict in verdicts]


def _test(verdict: Verdict, number: str, worth: float, voided: str) -> dict[str, Any]:
    lines = [verdict.meaning, *([voided] if voided else [])]
    if not verdict.passed:
        lines += [verdict.sentence] + ([f"hint: {verdict.hint}"] if verdict.hint and not verdict.public else [])
    return {
        "name": f"{verdict.question}: {verdict.test.rpartition('::')[2].removeprefix('test_').replace('_', ' ')}",
        "name_format": "text",
        "number": number,
        "score": worth if verdict.passed else 0.0,
        "max_score": worth,
        "status": "passed" if verdict.passed else "failed",
        "output": "\n".join(visible(line, lines=True) for line in lines),
        "output_format": "text",
        "tags": [verdict.question, "public" if verdict.public else "hidden"],
        "visibility": "visible",
        "extra_data": shown_of(verdict) | ({"voided": visible(voided)} if voided else {}),
    }


def shown_of(verdict: Verdict) -> dict[str, str]:
    """What a student may know of a verdict, part by part. What was called and came back: of public tests only."""
    shown = {"kind": verdict.kind, "meaning": verdict.meaning, "hint": verdict.hint}
    if not verdict.passed:
        called = verdict.public and verdict.kind not in ("not written", "import") and "problem" in verdict.staff
        if called:
            limit = verdict.sentence.rpartition(LIMIT_BEHIND) if verdict.sentence.endswith(")") else ("", "", "")
            problem = verdict.staff["problem"] + limit[1] + limit[2]
            shown |= {"called": verdict.staff["asked"], "came_back": verdict.staff["came_back"], "problem": problem}
        else:
            shown["problem"] = verdict.sentence
    return {name: visible(str(text), lines=True) for name, text in shown.items()}
