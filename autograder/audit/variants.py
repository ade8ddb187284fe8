"""What an audit grades: the solution, the starter, the named cases and the mutants, each as a submission of its own.

A variant is graded by the grader's own path, in the sandbox; that its source is the course's own earns it no trust.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.config import Assignment, Course
from autograder.grading.tasks import Task
from autograder.release.strip import strip

from .cases import Case, CaseError, cases
from .equivalent import Equivalents, read_equivalents
from .mutants import TODO
from .reach import Reach

STRICT = "import warnings\nwarnings.simplefilter('error')\n"


@dataclass(frozen=True)
class Variant:
    """A submission of the audit's. `tests`: only these, in this order; `enough`: stop when so many have failed."""

    name: str
    files: Mapping[str, str]
    tests: tuple[str, ...] | None = None
    enough: int | None = None
    secret: bytes | None = None
    seconds: float | None = None

    def task(self) -> Task:
        """The same as the grader takes it."""
        files = {name: text.encode() for name, text in self.files.items()}
        return Task(self.name, files, self.tests, self.enough, self.secret, self.seconds)


@dataclass(frozen=True)
class Week:
    """Everything of an assignment that an audit looks at."""

    course: Course
    assignment: Assignment
    solution: Mapping[str, str]
    mistakes: tuple[Case, ...]
    alternatives: tuple[Case, ...]
    freedoms: tuple[Case, ...]
    equivalents: Equivalents
    reach: Reach

    def starter(self) -> dict[str, str]:
        """What students start from: the solution without its regions."""
        return {name: strip(text, self.assignment.name, name) for name, text in self.solution.items()}

    def functions(self, question: str) -> frozenset[str]:
        """The functions that a question asks for: those whose TODO line names it."""
        names = set()
        for source in self.solution.values():
            lines = source.splitlines()
            for statement in ast.parse(source).body:
                if isinstance(statement, ast.FunctionDef):
                    text = "\n".join(lines[statement.lineno - 1 : statement.end_lineno])
                    if question in TODO.findall(text):
                        names.add(statement.name)
        return frozenset(names)

    def right(self) -> tuple[Case, ...]:
        """The cases that must earn full marks."""
        return (*self.alternatives, *self.freedoms)

    def tests_of(self, case: Case, among: tuple[str, ...]) -> tuple[str, ...]:
        """The tests that a case can change the outcome of: all, where it does something when it is imported."""
        names = case.defines()
        if names is None:
            return among
        pieces = {(case.module, name) for name in names} & set(self.reach.pieces)
        if not pieces:
            raise CaseError(f"tests/{self.assignment.name}/cases: {case.name}.py changes nothing of {case.module}.py")
        return tuple(self.reach.tests(pieces, among))


def read_week(course: Course, name: str) -> Week:
    """Read an assignment for an audit. Raises ConfigError, CaseError."""
    assignment = course.assignment(name)
    suite = course.suite(name)
    files = sorted((course.root / "solutions" / name).glob("*.py"))
    if lacking := sorted({f"{module}.py" for module in assignment.modules} - {file.name for file in files}):
        raise CaseError(f"solutions/{name}: there is no {', '.join(lacking)}; an audit needs the solution")
    solution = {file.name: file.read_text(encoding="utf-8") for file in files}
    mistakes, alternatives, freedoms = (tuple(cases(suite, kind)) for kind in ("mistakes", "alternatives", "freedoms"))
    for case in (*mistakes, *alternatives, *freedoms):
        _check(case, assignment, suite)
    reach = Reach(suite, {Path(file).stem: source for file, source in solution.items()})
    return Week(course, assignment, solution, mistakes, alternatives, freedoms, read_equivalents(suite), reach)


def _check(case: Case, assignment: Assignment, suite: Path) -> None:
    questions = {question.id for question in assignment.questions}
    if case.module not in assignment.modules:
        raise CaseError(f"{suite}/cases: {case.name}.py names the module {case.module}, which the assignment lacks")
    if unknown := sorted({*case.caught_by, *case.may_cost} - questions):
        raise CaseError(f"{suite}/cases: {case.name}.py names questions that there are not: {', '.join(unknown)}")


def strict(variant: Variant) -> Variant:
    """The same, with every warning an error: put where the first statement that can warn stands."""
    return replace(variant, files={name: _with(text, STRICT) for name, text in variant.files.items()})


def _with(source: str, addition: str) -> str:
    lines = source.splitlines(keepends=True)
    first = 0
    for statement in ast.parse(source).body:
        text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not (text or future):
            break
        first = statement.end_lineno or 0
    return "".join([*lines[:first], addition, *lines[first:]])
