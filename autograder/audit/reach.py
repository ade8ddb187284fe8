"""Which tests can reach which piece of a solution: a graph of names, over the suite and over the solution's own modules.

A piece is a top-level statement: a function, a class, a table. It uses every name that its text mentions: plain names,
attributes, and strings that could be names (a probe is told which function to call). A name means the same file's
piece of that name, else every other file's. That finds too much rather than too little; too much costs time only.
Reads the course's own files, never a student's.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

#: (file or module, name of the piece)
Piece = tuple[str, str]
Graph = dict[Piece, frozenset[str]]


def graph(sources: Mapping[str, str]) -> Graph:
    """Every piece of these files with the names that it uses."""
    pieces: dict[Piece, frozenset[str]] = {}
    for file, source in sources.items():
        for statement in ast.parse(source).body:
            for name in _defines(statement):
                pieces[file, name] = pieces.get((file, name), frozenset()) | _mentions(statement)
    return pieces


def _defines(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {statement.name}
    if isinstance(statement, ast.ClassDef):
        methods = {node.name for node in statement.body if isinstance(node, ast.FunctionDef)}
        return {statement.name} | {name for name in methods if not name.startswith("__")}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname for alias in statement.names if alias.asname and alias.asname != alias.name}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _mentions(statement: ast.stmt) -> frozenset[str]:
    """Names from outside that a statement uses: not its own local variables."""
    names = set(_globals(symtable.symtable(ast.unparse(statement), "piece", "exec")))
    if isinstance(statement, ast.FunctionDef) and statement.name.startswith("test_"):
        names.update(argument.arg for argument in statement.args.args)  # its fixtures
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.update(node.name.split("."))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            names.add(node.value)
    return frozenset(names)


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    outermost = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (outermost or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _globals(inner)


def reached(pieces: Graph, start: Iterable[Piece]) -> set[Piece]:
    """The pieces that these use, directly or through others; they themselves too."""
    by_name: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_name.setdefault(piece[1], []).append(piece)
    found: set[Piece] = set()
    waiting = list(start)
    while waiting:
        piece = waiting.pop()
        if piece in found or piece not in pieces:
            continue
        found.add(piece)
        for name in pieces[piece]:
            own = (piece[0], name)
            waiting.extend([own] if own in pieces else by_name.get(name, []))
    return found


class Reach:
    """Which pieces of a solution each test of a suite can reach."""

    def __init__(self, suite: Path, solution: Mapping[str, str]) -> None:
        """`solution`: module -> source."""
        self.pieces = graph(solution)
        self._sources = {
            folder.name: {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.py"))}
            for folder in sorted(suite.iterdir())
            if folder.name in ("public", "hidden")
        }
        self._tests: dict[str, Graph] = {folder: graph(sources) for folder, sources in self._sources.items()}
        self._known: dict[Piece, frozenset[Piece]] = {}

    def names(self, test: str) -> frozenset[str]:
        """Every name that a test can come across; `test` is a verdict's: `hidden/test_x.py::test_y[z]`."""
        folder, file, name = _place(test)
        pieces = self._tests[folder]
        found = reached(pieces, [(file, name)])
        return frozenset(used for piece in found for used in pieces[piece])

    def false_alarm(self, test: str) -> tuple[float, str] | None:
        """What the test's marker `false_alarm(probability, why)` states; a name for it may stand in its file."""
        folder, file, name = _place(test)
        body = ast.parse(self._sources[folder][file]).body
        named = {
            target.id: statement.value
            for statement in body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        marks = [m for s in body if isinstance(s, ast.FunctionDef) and s.name == name for m in s.decorator_list]
        for mark in (named.get(m.id) if isinstance(m, ast.Name) else m for m in marks):
            if isinstance(mark, ast.Call) and getattr(mark.func, "attr", "") == "false_alarm":
                probability, why = (ast.literal_eval(argument) for argument in mark.args)
                return float(probability), str(why)
        return None

    def of_test(self, test: str) -> frozenset[Piece]:
        """The pieces of the solution that a test can reach."""
        names = self.names(test)
        return frozenset(reached(self.pieces, [piece for piece in self.pieces if piece[1] in names]))

    def tests(self, pieces: Iterable[Piece], among: Iterable[str]) -> list[str]:
        """Those of the tests that can reach one of these pieces."""
        wanted = frozenset(pieces)
        if unknown := wanted - set(self.pieces):
            raise ValueError(f"the solution has no such piece: {sorted(unknown)}")
        return [test for test in among if wanted & self._of(test)]

    def _of(self, test: str) -> frozenset[Piece]:
        key = (test.partition("[")[0], "")
        if key not in self._known:
            self._known[key] = self.of_test(test)
        return self._known[key]


def _place(test: str) -> tuple[str, str, str]:
    """(folder, file, function) of a test's name."""
    folder, _, rest = test.partition("/")
    file, _, name = rest.partition("::")
    return folder, file, name.partition("[")[0]
