"""Mutants of a solved module: the solution with one small change each, inside what the stub strips, that is: what is graded.

Left out are changes that no test could or should see: in annotations, inside f-strings (what an error says is not
graded), what does not compile, and what compiles to the same as the solution or as an earlier mutant.
Reads the course's own solutions, never a student's file.
"""

from __future__ import annotations

import difflib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from autograder.release.strip import BEGIN, END

from .operators import operators

TODO = re.compile(r"# TODO\(([a-z][a-z0-9-]*)\)")
#: Where an annotation stands: (kind of node, place among its children).
_ANNOTATIONS = (("annassign", 1), ("tfpdef", 2))
_DEFINED = re.compile(r"^(?:async )?(?:def|class) (\w+)|^(\w+)(?::[^=]+)? = ", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """One changed module. `questions`: those whose function it is in; none for what several share."""

    name: str
    module: str
    function: str
    questions: tuple[str, ...]
    line: int
    before: str
    after: str
    source: str


def mutants(source: str, module: str) -> Iterator[Mutant]:
    """The mutants of a solved module's source, in a fixed order; one for each behaviour, as far as bytecode tells."""
    lines = source.splitlines()
    graded = _graded(lines)
    first = 0
    pieces = [str(piece.get_code()) for piece in get_ast(source).children]
    for number, piece in enumerate(pieces):
        count = piece.count("\n")
        if graded & set(range(first + 1, first + count + 1)):
            ends = "".join(pieces[:number]), "".join(pieces[number + 1 :])
            yield from _of_piece(piece, module, graded, first, ends)
        first += count


def _graded(lines: list[str]) -> set[int]:
    """The numbers of the lines inside solution regions."""
    inside, numbers = False, set()
    for number, line in enumerate(lines, 1):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            numbers.add(number)
    return numbers


def _of_piece(piece: str, module: str, graded: set[int], first: int, ends: tuple[str, str]) -> Iterator[Mutant]:
    """The mutants of one top-level statement, which begins after line `first`."""
    defined = _DEFINED.search(piece)
    function = f"{module}.{(defined[1] or defined[2]) if defined else '(module)'}"
    seen = {_behaviour(piece)}
    nodes = list(ast_nodes(get_ast(piece)))
    for name, operator in operators().items():
        occurrence = -1
        for node in nodes:
            for position in operator.mutation_positions(node):
                occurrence += 1
                line = first + position[0][0]
                if line not in graded or not _is_judged(node):
                    continue
                changed = mutate_code(piece, operator, occurrence)
                behaviour = _behaviour(changed)
                if behaviour is None or behaviour in seen:
                    continue
                seen.add(behaviour)
                before, after = difference(piece, changed)
                yield Mutant(
                    f"{function}:{name}:{occurrence}", module, function, tuple(dict.fromkeys(TODO.findall(piece))),
                    line, before, after, ends[0] + changed + ends[1],
                )  # fmt: skip


def _is_judged(node: Any) -> bool:
    """Whether a change here could matter: not in an annotation, not in an f-string."""
    child = node
    while (parent := child.parent) is not None:
        place = parent.type, parent.children.index(child)
        if parent.type in ("fstring", "fstring_expr") or place in _ANNOTATIONS:
            return False
        if parent.type == "funcdef" and child is parent.annotation:
            return False
        child = parent
    return True


def difference(old: str, new: str) -> tuple[str, str]:
    """The lines that differ, each side in one line of text."""
    sides: tuple[list[str], list[str]] = ([], [])
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            sides[0].extend(old.splitlines()[a:b])
            sides[1].extend(new.splitlines()[c:d])
    before, after = (" ".join(" ".join(side).split()) for side in sides)
    return before, after


def _behaviour(source: str) -> Any:
    """What a statement compiles to, without its places in the text; None where it does not compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            return _key(compile(source, "mutant", "exec", dont_inherit=True))
        except (SyntaxError, ValueError):
            return None


def _key(code: CodeType) -> tuple[object, ...]:
    consts = tuple(_key(c) if isinstance(c, CodeType) else (type(c), repr(c)) for c in code.co_consts)
    names = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    return code.co_name, code.co_code, code.co_exceptiontable, names, consts
