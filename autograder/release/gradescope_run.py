"""Grading one submission inside Gradescope's container: `python -m autograder.release.gradescope_run /autograder`.

The same grader as everywhere, with the isolation that the container allows; below the level that `course.toml` asks
for it refuses, and says so. It never opens a student's file, and always leaves a results.json.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from autograder.config import ConfigError, load_course
from autograder.grading import GradingError
from autograder.intake import IntakeError, take_one
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.results.store import write_json
from autograder.sandbox import SandboxError
from autograder.secret import read_secret

SORRY = (
    "Your work has not been judged, and nothing is wrong with it: the course staff will look at it and run this again."
)


def main(root: Path) -> int:
    """Grade `root/submission` and write `root/results/results.json`; 0 in every case that leaves one."""
    try:
        results = grade_one(root)
    except (ConfigError, IntakeError, SandboxError, GradingError) as error:
        print(f"not graded: {error}", file=sys.stderr)  # stdout and stderr are the staff's
        results = failure(f"The autograder cannot run here. {SORRY}")
    except Exception as error:
        print(f"not graded: {type(error).__name__}: {error}", file=sys.stderr)
        results = failure(f"The autograder itself failed. {SORRY}")
    try:
        write_json(root / "results" / "results.json", results)
    except OSError as error:  # `run_autograder` has laid a result there that says so
        print(f"the result cannot be written: {error}", file=sys.stderr)
    return 0


def grade_one(root: Path) -> dict[str, Any]:
    """The result of the one submission, in Gradescope's format."""
    course = load_course(root / "source")
    (week,) = (file.parent.name for file in (root / "source" / "assignments").glob("*/assignment.toml"))
    with tempfile.TemporaryDirectory() as folder:
        secret = course.root / course.secret
        secret.chmod(0o600)
        run = Run(course, course.assignment(week), RunFolder(Path(folder)), read_secret(course), jobs=1)
        hand_in = take_one(root / "submission", student_of(root / "submission_metadata.json"), run.asked)
        report = run.grade_hand_ins([hand_in], root / "submission")
        if report.failures:
            raise GradingError("\n".join(report.failures.values()))
        (made,) = (Path(folder) / "results").glob("*.json")
        results: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
        return results


def student_of(metadata: Path) -> str:
    """A name for the submitter that is the same at each resubmission: inputs are drawn by it. Plain letters only."""
    try:
        told = json.loads(metadata.read_text(encoding="utf-8"))
        users = sorted(str(user["id"]) for user in told["users"])
    except (OSError, ValueError, KeyError, TypeError):
        users = []
    plain = "".join(character for character in "-".join(users) if character.isascii() and character.isalnum())
    return f"user{plain}" if plain else "submission"


def failure(sentence: str) -> dict[str, Any]:
    """A result that says why there is none."""
    return {
        "score": 0,
        "output": sentence,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
