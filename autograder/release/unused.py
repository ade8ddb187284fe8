"""Imports that only a solution needed, found and taken out of its stub.

Looks at the course's own source with `ast`; a name in a doctest counts as used, since the example must still run.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator


def without_unused_imports(source: str) -> str:
    """The source without the module-level imports whose names it never uses."""
    tree = ast.parse(source)
    used = set(_used(tree))
    lines = source.splitlines()
    for node in reversed(tree.body):
        if not isinstance(node, (ast.Import, ast.ImportFrom)) or getattr(node, "module", None) == "__future__":
            continue
        kept = [alias for alias in node.names if _bound(alias) in used or alias.name == "*"]
        if len(kept) == len(node.names):
            continue
        node.names = kept
        lines[node.lineno - 1 : node.end_lineno] = [ast.unparse(node)] if kept else []
    return "\n".join(_without_widowed_gaps(lines)) + "\n"


def _bound(alias: ast.alias) -> str:
    """The name that an import binds: `np` of `numpy as np`, `os` of `os.path`."""
    return alias.asname or alias.name.partition(".")[0]


def _used(tree: ast.Module) -> Iterator[str]:
    """Every name that is read: in code, and in the doctested examples of docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            for example in doctest.DocTestParser().get_examples(ast.get_docstring(node) or ""):
                yield from (name.id for name in ast.walk(ast.parse(example.source)) if isinstance(name, ast.Name))


def _without_widowed_gaps(lines: list[str]) -> list[str]:
    """No second blank line between two imports, where one was taken out."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if not line and kept and not kept[-1] and following.startswith(("import ", "from ")):
            continue
        kept.append(line)
    return kept
