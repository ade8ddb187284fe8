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

import parso
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import KeywordStatement
from parso.tree import NodeOrLeaf

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

    def mutation_positions(self, node: Any) -> Iterator[object]:
        """One item for each change that can be made to this node."""
        ...

    def mutate(self, node: Any, index: int) -> Any:
        """Make the change; the node that takes this one's place, or None."""
        ...


class DropStatement:
    """Puts `pass` in the place of a statement that only acts: a call, a raise, an assignment in place."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[object]:
        """The statement as a whole, once."""
        if node.parent is not None and node.parent.type == "simple_stmt" and self._acts(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """`pass`, with the statement's indentation."""
        statement = parso.parse("pass").children[0]
        statement.prefix = node.get_first_leaf().prefix
        return statement

    @staticmethod
    def _acts(node: NodeOrLeaf) -> bool:
        if isinstance(node, KeywordStatement):
            return str(node.children[0].value) == "raise"
        if node.type == "expr_stmt":
            return str(node.children[1].get_code()).strip().endswith("=") and node.children[1].type != "operator"
        return node.type == "atom_expr"


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
