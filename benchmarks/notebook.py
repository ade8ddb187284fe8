"""The notebook that is equivalent to the module hand-in, as three graders want it.

A cell for each module writes it to its file (`%%writefile flops.py`); the tests are the same functions with the same
inputs in all three. nbgrader and otter run the whole suite once in the kernel, which costs them least. Ours runs it
outside: a locked cell of the release answers requests with the course's own dispatcher, and a check cell a test asks it.
"""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path

from autograder.grading.suite import with_suite
from autograder.kit.plugin import marked, question_of, test_key

from .hand_ins import Files

MODULES = ("flops", "memory", "pareto", "scaling", "hardware")
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
#: Runs in the worker, where the dispatcher is loaded already; every test begins with modules imported afresh. Not plain
#: functions: those of a locked cell are the course's own, and a check runs them outside.
ANSWER = """from pathlib import Path
from autograder.kit.dispatch import Dispatcher
from autograder.kit.modules import StudentModules

class Tested:
    loaded = None

    def begin(self, modules, given):
        if self.loaded:
            self.loaded.__exit__()
        self.loaded = StudentModules(Path.cwd(), modules)
        self.loaded.__enter__()
        self.dispatcher = Dispatcher(self.loaded, {(module, name): tuple(fields) for module, name, fields in given})

    def answer(self, request, buffers):
        reply, data = self.dispatcher.answer(request, tuple(buffers))
        return reply, list(data)

tested = Tested()
begin, answer = tested.begin, tested.answer
"""


def tests_of(suite: Path) -> dict[str, tuple[str, Fraction]]:
    """Test -> (question, weight), in the suite's order."""
    return _tests_of(suite)


@cache
def _tests_of(suite: Path) -> dict[str, tuple[str, Fraction]]:
    return with_suite(
        [suite / "public", suite / "hidden"],
        lambda session: {
            test_key(i): (question_of(i) or "", Fraction(str(marked(i, "weight", 1)))) for i in session.items
        },
    )


def worths_of(suite: Path) -> dict[str, int]:
    """Question -> points."""
    return {
        q["id"]: q["points"]
        for q in tomllib.loads((suite / "assignment.toml").read_text(encoding="utf-8"))["questions"]
    }


def handed_in(files: Files, released: tuple[dict, ...] = ()) -> str:
    """A student's notebook: the modules that they have, and the cells that were released beside them."""
    texts = {name: files[f"{name}.py"] for name in MODULES if f"{name}.py" in files}
    written = [_cell(f"{name}-code", "solution", f"%%writefile {name}.py\n{text}") for name, text in texts.items()]
    return _book([*written, *released])


def release(released: tuple[dict, ...]) -> str:
    """The notebook as it was released, or as nbgrader's source: stubs, and the cells beside them."""
    return _book([*(_cell(f"{name}-code", "solution", STUB) for name in MODULES), *released])


@cache
def our_checks(suite: Path) -> tuple[dict, ...]:
    """For `autograder notebooks`: the cell that answers, and a check cell a test, a point each."""
    source = "from benchmarks.check import run\nrun({!r}, {!r}, begin, answer)"
    checks = [
        _cell(f"test-{number}", "grade locked", source.format(str(suite), test), 1)
        for number, test in enumerate(tests_of(suite))
    ]
    return (_cell("answer", "locked", ANSWER), *checks)


@cache
def nbgrader_checks(suite: Path) -> tuple[dict, ...]:
    """For nbgrader: a check cell a question, whose value is its points."""
    source = "from benchmarks.outcomes import points\npoints()[{!r}]"
    worths = worths_of(suite).items()
    return tuple(_cell(name, "grade locked", source.format(name), worth) for name, worth in worths)


def otter_tests(suite: Path) -> Files:
    """Test files for otter, one a question, with a test case a test."""
    files = {}
    for question in worths_of(suite):
        lines = [
            "from otter.test_files import test_case",
            "from benchmarks.outcomes import passed",
            "OK_FORMAT = False",
            f"name = {question!r}",
        ]
        for number, (test, (of, weight)) in enumerate(tests_of(suite).items()):
            if of == question:
                lines += [
                    f"@test_case(points={float(weight)}, hidden=True)",
                    f"def test_{number}():",
                    f"    assert passed()[{test!r}]",
                ]
        files[f"{question}.py"] = "\n".join([*lines, ""])
    return files


def _cell(grade_id: str, flags: str, source: str, points: int = 0) -> dict:
    marks: dict = {name: name in flags.split() for name in ("grade", "locked", "solution", "task")}
    marks |= {"grade_id": grade_id, "schema_version": 3, "cell_type": "code"} | ({"points": points} if points else {})
    metadata = {"nbgrader": marks}
    return {
        "cell_type": "code",
        "id": grade_id,
        "metadata": metadata,
        "source": source.splitlines(True),
        "execution_count": None,
        "outputs": [],
    }


def _book(cells: list[dict]) -> str:
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=1)
