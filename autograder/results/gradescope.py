"""One student's result in Gradescope's results.json format (strict JSON, everything visible so that the total is).

Source of the format: gradescope-autograders documentation, "Autograder Specifications".
Hidden tests show name, meaning and hint only; a student's own words never appear with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.config import Assignment
from autograder.grading.verdicts import Verdict

from .points import Score, test_points
from .text import visible


def results_json(
    assignment: Assignment,
    score: Score,
    verdicts: Sequence[Verdict],
    messages: Sequence[str],
    extra: Mapping[str, Any],
) -> dict[str, Any]:
    """The whole file as a dict of JSON values."""
    tests = []
    for number, question in enumerate(assignment.questions, 1):
        of_question = [verdict for verdict in verdicts if verdict.question == question.id]
        for place, verdict in enumerate(of_question, 1):
            worth = test_points(question.points, verdict, of_question)
            tests.append(_test(verdict, f"{number}.{place}", float(worth)))
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


def _test(verdict: Verdict, number: str, worth: float) -> dict[str, Any]:
    lines = [verdict.meaning]
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
    }
