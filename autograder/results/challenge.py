"""What a student reads of the challenge's model: a sentence, the numbers, and the name it has on the leaderboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.config import Assignment

from .text import visible


def add_challenge(results: dict[str, Any], assignment: Assignment, measured: Mapping[str, Any], name: str) -> None:
    """Put it into a result in Gradescope's format. Points are not touched: a challenge has none."""
    assert assignment.challenge is not None
    if measured["refused"]:
        sentence = f"Challenge: the model is not accepted: {visible(measured['refused'])}"
    else:
        cost, accuracy = measured["costs"][assignment.challenge.cost], measured["accuracy"]
        words = f"{accuracy} % of the hidden images, {cost:,} {assignment.challenge.cost}"
        sentence = f"Challenge: {words}. On the leaderboard you are {name}."
        results["leaderboard"] = [
            {"name": "accuracy (%)", "value": accuracy},
            {"name": assignment.challenge.cost, "value": cost, "order": "asc"},
        ]
    results["output"] = "\n".join(filter(None, [results["output"], sentence]))
    results["extra_data"]["challenge"] = {**measured, "refused": visible(measured["refused"]), "pseudonym": name}
