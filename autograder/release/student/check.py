"""Check your work: this computer first, then the public tests.

    python check.py                  all questions
    python check.py conv2d-flops     one question, with everything that failed

Only the public tests are here. The hidden tests ask the same questions with other numbers, and decide the points.
"""

from __future__ import annotations

import sys

# Your own files come last on Python's search path, as in grading, so that none of them can hide a package.
sys.path.append(sys.path.pop(0))

import importlib
import importlib.metadata
import io
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
NEEDED_BY_TESTS = ("torch", "numpy", "scipy", "pytest")


def main(questions: list[str]) -> int:
    """Print what there is to say; 0 when all public tests pass, 1 when some do not, 2 when they could not be run."""
    problems = python_problems() + file_problems() or missing_packages()
    if not problems:
        print("Looking at this computer (the first start of PyTorch takes a while) ...", flush=True)
        problems = broken_packages()
    if problems:
        print("This computer is not ready yet:")
        for problem in problems:
            print(f"  - {problem}")
        return 2
    print(ready())

    from autograder.kit.challenge import look
    from autograder.kit.notebook import read_assignment, unknown_question
    from autograder.kit.public import TestsBroken, run_public
    from autograder.kit.summary import summary

    assignment = read_assignment(FOLDER)
    if unknown := unknown_question(assignment, tuple(questions)):
        print(unknown)
        return 2
    print(f"Running the public tests of {', '.join(questions) or 'all questions'} ...\n", flush=True)
    try:
        outcomes = run_public(FOLDER, questions)
    except TestsBroken as error:
        print(f"The tests could not be read; unpack the release again.\n{error}")
        return 2
    except KeyboardInterrupt:
        print("Stopped by ctrl-C. Run one question at a time to find the one that takes long.")
        return 2
    print(summary(assignment, outcomes, every_failure=len(questions) == 1))
    if not questions and (seen := look(FOLDER)):
        print(seen)
    return 0 if outcomes and all(outcome.passed for outcome in outcomes) else 1


def ready() -> str:
    """One line on what the tests run with, and a note on each version that the course is not tested with."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in NEEDED_BY_TESTS]
    notes = [f"note: {note}" for note in untested_versions()]
    return "\n".join([f"Python {sys.version.split()[0]}, {', '.join(versions)}", *notes])


def python_problems() -> list[str]:
    """Whether this Python is new enough."""
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return []
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return [f"this is Python {sys.version.split()[0]}; the course needs {wanted} or newer"]


def missing_packages() -> list[str]:
    """Which packages the tests need and do not find, and the command that puts it right."""
    missing = [f"the package {name} is not installed" for name in NEEDED_BY_TESTS if installed(name) is None]
    return missing and [*missing, f'to install them: "{sys.executable}" -m pip install -r requirements.txt']


def broken_packages() -> list[str]:
    """Which packages are installed and cannot be imported, and why. Imported here, before any test's clock runs."""
    problems = []
    for name in NEEDED_BY_TESTS:
        try:
            importlib.import_module(name)
        except Exception as error:
            problems.append(f"the package {name} is installed, but does not start: {type(error).__name__}: {error}")
    return problems and [*problems, "make a new environment and install requirements.txt in it"]


def untested_versions() -> list[str]:
    """Packages outside the ranges of requirements.txt. They may well work; the course is not tested with them."""
    notes = []
    for name, limits in requirements():
        version = installed(name)
        if version and not all(holds(version, relation, limit) for relation, limit in limits):
            wanted = ", ".join(f"{relation}{limit}" for relation, limit in limits)
            notes.append(f"{name} is {version}; the course is tested with {wanted}")
    return notes


def installed(name: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def file_problems() -> list[str]:
    """Whether everything that was unpacked is still here."""
    needed = ("assignment.toml", "requirements.txt", "tests", "autograder/kit/plugin.py")
    missing = [name for name in needed if not (FOLDER / name).exists()]
    return [f"{name} is missing: unpack the release again, and copy your own files into it" for name in missing]


def requirements() -> list[tuple[str, list[tuple[str, str]]]]:
    """The lines of requirements.txt: (package, [(relation, version), ...])."""
    rows = []
    for line in (FOLDER / "requirements.txt").read_text(encoding="utf-8").splitlines():
        found = re.match(r"([A-Za-z0-9._-]+)([^#;]*)", line)
        if found:
            rows.append((found[1], re.findall(r"(>=|<=|==|<|>)\s*([0-9.]+)", found[2])))
    return rows


def holds(version: str, relation: str, limit: str) -> bool:
    """Whether `2.13.0+cpu` fulfils `>=2.2`; only the numbers of a version are looked at."""
    left, right = ([int(part) for part in re.findall(r"\d+", text.partition("+")[0])][:3] for text in (version, limit))
    left, right = (numbers + [0] * (3 - len(numbers)) for numbers in (left, right))
    truth = {">=": left >= right, "<=": left <= right, "==": left == right, "<": left < right, ">": left > right}
    return truth[relation]


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show a letter shows "?" instead of stopping
    sys.exit(main(sys.argv[1:]))
