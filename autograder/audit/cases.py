"""The named cases of a week, `tests/<week>/cases/`: small files that are put on top of the solution.

mistakes/       the wrong function, and the questions that must catch it
alternatives/   right answers by other ways
freedoms/       right work that uses every freedom the handout leaves (result types, signatures, exception subclasses)
equivalent.toml mutants that are no mistakes, each with its reason (see `equivalent`)

A case is appended to the solution's module, so that its definitions win. Its header lines say what it is:
`# module: flops`, `# caught by: conv2d-flops, linear-flops`, `# may also cost: …` (questions that call the function too).
Reads the course's own files only.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KINDS = ("mistakes", "alternatives", "freedoms")


class CaseError(Exception):
    """A case file cannot be used; the text names it and says what to write."""


@dataclass(frozen=True)
class Case:
    """A named mistake, alternative or freedom: the functions it puts in place of the solution's."""

    name: str
    module: str
    source: str
    caught_by: tuple[str, ...]
    may_cost: tuple[str, ...]

    def put_into(self, files: Mapping[str, str]) -> dict[str, str]:
        """The hand-in with this case appended to its module."""
        file = f"{self.module}.py"
        return {**files, file: files[file] + "\n\n" + self.source}

    def defines(self) -> frozenset[str] | None:
        """The names that it puts in place of others; None where it does something at import, which may reach anything."""
        names: set[str] = set()
        for statement in ast.parse(self.source).body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                names.add(statement.name)
            elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                if not all(isinstance(target, ast.Name) for target in targets):
                    return None
                names.update(target.id for target in targets if isinstance(target, ast.Name))
            elif not isinstance(statement, (ast.Import, ast.ImportFrom)) and not _is_text(statement):
                return None
        return frozenset(names)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def cases(suite: Path, kind: str) -> list[Case]:
    """All cases of one of KINDS, in order of name; `suite` is `tests/<week>`. Raises CaseError."""
    return [_case(path) for path in sorted((suite / "cases" / kind).glob("*.py"))]


def _case(path: Path) -> Case:
    source = path.read_text(encoding="utf-8")

    def line(key: str) -> tuple[str, ...]:
        found = re.search(rf"^# {key}: *(.+)$", source, re.MULTILINE)
        return tuple(word.strip() for word in found[1].split(",")) if found else ()

    if len(line("module")) != 1:
        raise CaseError(f"{path}: write which module it changes, on a line `# module: NAME`")
    if path.parent.name == "mistakes" and not line("caught by"):
        raise CaseError(f"{path}: write which questions must catch it, on a line `# caught by: QUESTION, …`")
    return Case(path.stem, line("module")[0], source, line("caught by"), line("may also cost"))
