"""Run the public tests and hand GitHub Classroom its result: `result=<base64 of JSON>` in the step's output file.

The format is that of classroom-resources/autograding-command-grader, version 1; the reporter adds up `score`.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent))

from autograder.kit.notebook import read_assignment
from autograder.kit.public import Outcome, TestsBroken, run_public
from autograder.kit.summary import public_points, summary

FOLDER = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print the summary for people, write the result for GitHub. A failed test is no failed step: the result says it."""
    assignment = read_assignment(FOLDER)
    try:
        outcomes = run_public(FOLDER)
    except TestsBroken as error:
        print(error)
        return tell({"version": 1, "status": "error", "message": str(error), "max_score": 1, "tests": []})
    print(summary(assignment, outcomes))
    return tell(result(assignment, outcomes))


def result(assignment: dict[str, Any], outcomes: list[Outcome]) -> dict[str, Any]:
    """One entry for each question, so that the points are the handout's."""
    tests = []
    for question in assignment["questions"]:
        mine = [outcome for outcome in outcomes if outcome.question == question["id"]]
        passed = bool(mine) and all(outcome.passed for outcome in mine)
        tests.append(
            {
                "name": question["id"],
                "status": "pass" if passed else "fail",
                "score": round(public_points(question["points"], mine), 2),
                "message": next((outcome.text for outcome in mine if not outcome.passed), ""),
                "test_code": f"python check.py {question['id']}",
                "filename": f"{question['module']}.py",
                "line_no": 0,
                "duration": 0,
            }
        )
    everything = all(test["status"] == "pass" for test in tests)
    points = sum(question["points"] for question in assignment["questions"])
    return {"version": 1, "status": "pass" if everything else "fail", "max_score": points, "tests": tests}


def tell(found: dict[str, Any]) -> int:
    """Write the step's output; without GitHub, print it."""
    line = f"result={base64.b64encode(json.dumps(found, allow_nan=False).encode()).decode()}\n"
    if file := os.environ.get("GITHUB_OUTPUT"):
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(line)
    else:
        print(line, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
