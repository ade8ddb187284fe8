"""`check("conv2d-flops")` in a notebook cell: the public tests of a question, on the modules as they are on disk now.

Edit a module, save it, run the cell again: no kernel restart. To use the edited functions in other cells too, run
the cell with your imports again.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .public import TestsBroken, run_public
from .summary import summary


def check(*questions: str, folder: str | Path | None = None) -> None:
    """Run the public tests of one question, of several, or (with none named) of all, and print what came of them."""
    print(check_text(questions, Path(folder or Path.cwd()).resolve()))


def check_text(questions: tuple[str, ...], folder: Path) -> str:
    """What `check` prints."""
    if not (folder / "assignment.toml").is_file() or not (folder / "tests").is_dir():
        return (
            f"There are no public tests in {folder} (in grading they run elsewhere). On your own computer, start the "
            "notebook in the folder that you unpacked."
        )
    assignment = read_assignment(folder)
    if unknown := unknown_question(assignment, questions):
        return unknown
    try:
        outcomes = run_public(folder, questions)
    except TestsBroken as error:
        return f"The tests could not be read; unpack the release again.\n{error}"
    return summary(assignment, outcomes, every_failure=len(questions) == 1)


def read_assignment(folder: Path) -> dict[str, Any]:
    """The assignment's questions and points."""
    return tomllib.loads((folder / "assignment.toml").read_text(encoding="utf-8"))


def unknown_question(assignment: dict[str, Any], questions: tuple[str, ...]) -> str:
    """A sentence about the first name that is no question of this assignment; "" when all are."""
    known = [question["id"] for question in assignment["questions"]]
    for name in questions:
        if name not in known:
            return f"There is no question {name!r} in this assignment. There are: {', '.join(known)}."
    return ""
