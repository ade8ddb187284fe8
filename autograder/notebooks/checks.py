"""A released check, run on the trusted side on values that the student's notebook gives back.

The check is the course's own code. A name that it takes from the student's cells stands for a value that crossed the
wire, or for a function that is called in the worker: nothing that the student does in the worker can touch an `assert`,
read a hidden test, or be judged by what it prints. What a check takes from released locked cells (imports, constants,
functions) is made here from the released text. A check asks for plain values; for more, write a pytest test with a probe.
"""

from __future__ import annotations

import ast
import builtins
import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.kit.errors import Missing, NoAnswer, NotAValue, StudentError
from autograder.kit.submission import Submission

from .released import ReleasedNotebook

_FILE = "<check {}>"
_MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)
_BEGIN, _END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


@dataclass(frozen=True)
class Checked:
    """How a check ended. `sentence` tells the student why it failed, and nothing of a hidden test."""

    passed: bool
    sentence: str = ""


@dataclass
class Checks:
    """The checks of one notebook, run in the release's order: what one defines, the next ones see."""

    release: ReleasedNotebook
    submission: Submission
    module: str
    scope: dict[str, Any] = field(default_factory=dict)
    given: dict[str, ast.stmt] = field(default_factory=dict)
    theirs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.scope |= {"__builtins__": builtins, "__name__": "check", "print": lambda *args, **kwargs: None}
        for cell in self.release.cells:
            if cell.code and cell.locked and not cell.grade:
                self.given |= _definitions(cell.source)

    def run(self, grade_id: str) -> Checked:
        """Run one check. A NoAnswer that ends the worker is an answer here too: this check has failed."""
        source = self.release.checks[grade_id]
        tree = ast.parse(_MAGIC.sub("", source), _FILE.format(grade_id))
        try:
            bound = _bound(tree)
            self._provide(_names(tree) - bound)
            self.theirs -= bound
            exec(compile(tree, _FILE.format(grade_id), "exec"), self.scope)  # the course's own text
        except (Exception, NoAnswer) as error:
            return Checked(False, _sentence(error, grade_id, source))
        return Checked(True)

    def _provide(self, names: Iterable[str]) -> None:
        for name in sorted(names):
            if name in self.given:
                self._given(name)
            elif name in self.theirs or (name not in self.scope and not hasattr(builtins, name)):
                self._ask(name)

    def _given(self, name: str) -> None:
        """A name that a released locked cell defines; a package that is not installed here is the student's to have."""
        statement = self.given.pop(name)
        if isinstance(statement, ast.FunctionDef):
            self._provide(_names(statement) - {name})
        try:
            exec(compile(ast.Module([statement], []), "<released>", "exec"), self.scope)
        except ImportError:
            self._provide([name])

    def _ask(self, name: str) -> None:
        self.theirs.add(name)
        self.scope.pop(name, None)
        try:
            self.scope[name] = self.submission.value_of(self.module, name)
        except NotAValue:
            self.scope[name] = getattr(getattr(self.submission, self.module), name)
        except Missing:
            pass


def _definitions(source: str) -> dict[str, ast.stmt]:
    """Name -> the statement that imports it, sets it to a literal, or defines it as a function."""
    try:
        body = ast.parse(_MAGIC.sub("", source)).body
    except SyntaxError:
        return {}
    found: dict[str, ast.stmt] = {}
    for statement in body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                one = (
                    ast.Import([alias])
                    if isinstance(statement, ast.Import)
                    else ast.ImportFrom(statement.module, [alias], 0)
                )
                found[alias.asname or alias.name.partition(".")[0]] = ast.copy_location(one, statement)
        elif isinstance(statement, ast.FunctionDef):
            found[statement.name] = statement
        elif isinstance(statement, ast.Assign) and _is_literal(statement.value):
            found |= {target.id: statement for target in statement.targets if isinstance(target, ast.Name)}
    return {name: ast.fix_missing_locations(statement) for name, statement in found.items()}


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _bound(tree: ast.Module) -> set[str]:
    """What a check defines itself."""
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    imported = [alias for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names]
    return (
        names
        | {alias.asname or alias.name.partition(".")[0] for alias in imported}
        | {node.arg for node in nodes if isinstance(node, ast.arg)}
    )


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _sentence(error: BaseException, grade_id: str, source: str) -> str:
    """Which released line failed and how; of a hidden test only that one failed, and in which way."""
    lines = source.splitlines()
    at = [f.lineno or 0 for f in traceback.extract_tb(error.__traceback__) if f.filename == _FILE.format(grade_id)]
    line = at[0] if at else 0
    above = "\n".join(lines[:line])
    hidden = above.count(_BEGIN) > above.count(_END)
    how = _how(error, hidden)
    if hidden:
        return f"a hidden test failed: {how}"
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return f"it failed at `{text}`: {how}" if text else f"it failed: {how}"


def _how(error: BaseException, hidden: bool) -> str:
    if isinstance(error, NotAValue):
        return "what came back is not a plain value" if hidden else str(error)
    if isinstance(error, NoAnswer):
        return str(error)
    if isinstance(error, StudentError):
        if isinstance(error, NotImplementedError):
            return "it is not written yet"
        return "your code raised an exception" if hidden else f"your code raised {error.type_name}: {error.text}"[:500]
    if isinstance(error, AssertionError):
        return "the value is not what is asked for" + (f" ({error})" if str(error) and not hidden else "")
    if isinstance(error, NameError) and error.name:
        return f"{error.name} is not defined; its cell is missing, or failed" if not hidden else "a name is not defined"
    return f"the value that came back cannot be used ({type(error).__name__})"
