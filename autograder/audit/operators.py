"""Which small changes make a mutant: cosmic-ray's operators, less those that prove nothing, plus one.

cosmic-ray replaces every binary operator by all eleven others. Shifting or raising one size by another either fails at
once or never ends, and such mutants only flatter the share killed. So arithmetic turns into arithmetic, bit operations
into bit operations, a power only into a product; orders turn into orders, `is` only into `is not`. (Offutt et al. 1996,
"An experimental determination of sufficient mutant operators", found five kinds to be enough; these are four of them,
and the fifth, absolute values, has no counterpart in cosmic-ray.) Its two operators that take random names are left out.

`DropStatement` is ours: it takes away a check, an assignment in place, a call: what a student forgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

from cosmic_ray.ast import get_ast
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import KeywordStatement

Span = tuple[tuple[int, int], tuple[int, int]]

_GROUPS = (
    {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod"},
    {"BitOr", "BitAnd", "BitXor"},
    {"RShift", "LShift"},
    {"Lt", "LtE", "Gt", "GtE", "Eq", "NotEq"},
    {"Is", "IsNot"},
)
_REPLACEMENT = re.compile(r"Replace(?:Binary|Comparison)Operator_(\w+)_(\w+)")


class Operator(Protocol):
    """What cosmic-ray's operators can do."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """Where it can change this node: (line, column) of begin and end, one pair for each change."""
        ...

    def mutate(self, node: Any, index: int) -> Any:
        """Make the change; the node that takes this one's place, or None."""
        ...


class DropStatement:
    """Puts `pass` in the place of a statement that only acts: a call, a raise, an assignment in place."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """The statement as a whole, once."""
        if node.parent is not None and node.parent.type == "simple_stmt" and self._acts(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """`pass`, with the statement's indentation."""
        statement = get_ast("pass").children[0]
        statement.prefix = node.get_first_leaf().prefix
        return statement

    @staticmethod
    def _acts(node: Any) -> bool:
        if isinstance(node, KeywordStatement):
            return str(node.children[0].value) == "raise"
        if node.type == "expr_stmt":
            return bool(node.children[1].type == "operator" and node.children[1].value != "=")
        return bool(node.type == "atom_expr")


@cache
def operators() -> dict[str, Operator]:
    """Name -> operator, in a fixed order."""
    provider = OperatorProvider()
    chosen = {name: provider[name]() for name in provider if not provider[name].arguments() and _tells(name)}
    return {**chosen, "DropStatement": DropStatement()}


def _tells(name: str) -> bool:
    replacement = _REPLACEMENT.fullmatch(name)
    if replacement is None:
        return True
    old, new = replacement.groups()
    return (old, new) == ("Pow", "Mul") or any(old in group and new in group for group in _GROUPS)
