"""The canary: one line that every file which must never leave carries, so that one search finds a leak of any of them.

Where it stands: the last line of every Python file of the hidden tests, and in every solved module a module-level
solution region of its own at the end, so that stripping takes it away. In a solved notebook it stands in a marking
scheme. The text is also what to ask a search engine for, when a solution may have leaked.
"""

from __future__ import annotations

from pathlib import Path

from autograder.config import Course

from .strip import BEGIN, END

CANARY = "efficient-ml-course:staff-only:" + "5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345"
LINE = f"# canary {CANARY}, never publish this file"


def must_carry(course: Course) -> list[Path]:
    """Every file that has to carry the canary, sorted."""
    tests = course.root.glob("tests/week*/hidden/**/*.py")
    solved = [*course.root.glob("solutions/*/*.py"), *course.root.glob("solutions/*/*.ipynb")]
    return sorted(file for file in (*tests, *solved) if "__pycache__" not in file.parts)


def missing(course: Course) -> list[Path]:
    """The files that do not carry it yet."""
    return [file for file in must_carry(course) if CANARY not in file.read_text(encoding="utf-8")]


def plant(course: Course) -> list[Path]:
    """Add the canary to every Python file that lacks it; returns those. A notebook gets it by hand."""
    lacking = [file for file in missing(course) if file.suffix == ".py"]
    for file in lacking:
        text = file.read_text(encoding="utf-8").rstrip("\n")
        solved = file.is_relative_to(course.root / "solutions")
        end = f"\n\n\n{BEGIN}\n{LINE}\n{END}\n" if solved else f"\n\n# ---\n{LINE}\n"
        file.write_text(text + end, encoding="utf-8")
    return lacking
