"""A course of one tiny week, with everything that a release is made from and everything that it must not hold."""

import json
import textwrap
from pathlib import Path

import pytest

from autograder.config import Course, load_course
from autograder.release.canary import plant
from autograder.release.notebook import released_notebook

FILES = {
    "course.toml": """
        title = "Toy"
        secret = ".course_secret"
        packages = ["numpy", "pytest"]
        """,
    ".course_secret": "0123456789abcdef0123456789abcdef\n",
    "assignments/week01_toy/assignment.toml": """
        title = "A toy"
        modules = ["toy"]
        auto_total = 4
        [[questions]]
        id = "double"
        module = "toy"
        points = 3
        [[questions]]
        id = "halve"
        module = "toy"
        points = 1
        [limits]
        timeout = 3
        """,
    "assignments/week01_toy/CHANGELOG.md": "# What changed\n\n## 1 — first release\n\n- handout: everything.\n",
    "assignments/week01_toy/README.md": "# Week 1 · A toy\n\nDoubling gives $2x$.\n\n$$\n\\frac{x}{2}\n$$\n",
    "solutions/week01_toy/toy.py": '''
        """Doubling and halving."""

        from collections.abc import Sequence

        ### BEGIN SOLUTION
        import math

        ### END SOLUTION


        def double(numbers: Sequence[float]) -> list[float]:
            """Twice each number.

            >>> double([1.0])
            [2.0]
            """
            # TODO(double): multiply each number by two
            ### BEGIN SOLUTION
            if any(math.isnan(number) for number in numbers):
                raise ValueError("a number is asked for, and NaN is none")
            doubled = []
            for number in numbers:
                doubled.append(number + number)
            return doubled
            ### END SOLUTION


        def halve(number: float) -> float:
            """Half of a number.

            >>> halve(3.0)
            1.5
            """
            # TODO(halve): divide by two
            ### BEGIN SOLUTION
            return number / 2
            ### END SOLUTION
        ''',
    "tests/week01_toy/public/test_toy.py": '''
        """Public tests."""

        import pytest

        from autograder.kit import assert_float, assert_list


        @pytest.mark.question("double")
        @pytest.mark.hint("Add each number to itself.")
        def test_one_is_doubled(submission):
            """1 becomes 2."""
            assert assert_list(submission.toy.double([1.0]), 1) == [2.0]


        @pytest.mark.question("halve")
        @pytest.mark.hint("Divide.")
        def test_three_is_halved(submission):
            """3 becomes 1.5."""
            assert_float(submission.toy.halve(3.0), 1.5)
        ''',
    "tests/week01_toy/hidden/test_hidden_toy.py": '''
        """Hidden tests."""

        import pytest

        from autograder.kit import assert_float, assert_list


        @pytest.mark.question("double")
        def test_many_random_numbers_are_doubled(submission, rng):
            """Forty-one numbers, drawn anew for each student."""
            numbers = rng.normal(size=41).tolist()
            doubled = assert_list(submission.toy.double(numbers), 41)
            for before, after in zip(numbers, doubled):
                assert_float(after, 2 * before, rtol=1e-12)
            with pytest.raises(ValueError):
                submission.toy.double([float("nan"), 4.25, 7.5])


        @pytest.mark.question("halve")
        def test_a_random_number_is_halved(submission, rng):
            """One number, drawn anew for each student."""
            number = float(rng.uniform(10, 20))
            assert_float(submission.toy.halve(number), 0.5 * number)
        ''',
}


def lay_out(root: Path) -> Course:
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    course = load_course(root)
    plant(course)
    return course


@pytest.fixture(scope="session")
def lay_out_course():
    """The same for a folder of one's own: `lay_out_course(folder)`."""
    return lay_out


@pytest.fixture
def course(tmp_path) -> Course:
    """The toy course, canaries planted; without a notebook, which would cost nbgrader's start at every build."""
    return lay_out(tmp_path / "course")


@pytest.fixture
def course_with_notebook(course) -> Course:
    """The same, with a solved notebook that holds an answer, a marking scheme, hidden tests and outputs."""
    return with_notebook(course)


@pytest.fixture(scope="session")
def nbgraders(tmp_path_factory) -> tuple[Path, bytes]:
    """The folder that nbgrader worked in, and the notebook that it made: started once, since it takes its time."""
    root = tmp_path_factory.mktemp("nbgraders")
    course = with_notebook(lay_out(root / "course"))
    made = released_notebook(course, course.assignment("week01_toy"), root / "nbgrader")
    return root / "nbgrader", made


def with_notebook(course: Course) -> Course:
    toml = course.root / "assignments/week01_toy/assignment.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("auto_total", 'notebook = "report.ipynb"\nauto_total'))
    file = course.root / "solutions/week01_toy/report.ipynb"
    file.write_text(json.dumps(NOTEBOOK, indent=1), encoding="utf-8")
    return course


def _cell(cell_id: str, kind: str, source: str, **nbgrader) -> dict:
    flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3} | nbgrader
    cell = {"id": cell_id, "cell_type": kind, "source": source.splitlines(keepends=True), "metadata": {}}
    if nbgrader:
        cell["metadata"] = {"nbgrader": {"grade_id": cell_id, **flags}}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


ANSWER = "numbers = [1.0, 2.0]\n### BEGIN SOLUTION\naverage_of_them = sum(numbers) / len(numbers)\n### END SOLUTION\n"
CHECK = "assert average_of_them == 1.5\n### BEGIN HIDDEN TESTS\nassert numbers == [1.0, 2.0]\n### END HIDDEN TESTS\n"
ESSAY = (
    "Why does doubling cost so little?\n### BEGIN MARK SCHEME\nTwo points for saying that one addition suffices, "
    "three for naming the energy that it takes.\n### END MARK SCHEME\n"
)
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "cells": [
        _cell("answer", "code", ANSWER, solution=True),
        _cell("check", "code", CHECK, grade=True, locked=True, points=0),
        _cell("essay", "markdown", ESSAY, grade=False, solution=False, locked=False, task=True, points=5),
        _cell("plain", "code", "print(2 + 2)\n")
        | {"execution_count": 7, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["4\n"]}]},
    ],
}
