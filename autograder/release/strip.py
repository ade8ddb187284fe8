"""From a solved module to a student's stub: regions between `### BEGIN SOLUTION` and `### END SOLUTION` go.

A region inside a function stands below a line `# TODO(<question>): <one line>`; that line stays, and a
`raise NotImplementedError("week 1, <question>: <one line>")` takes the region's place. A region at module level goes
whole. Works on the course's own text only, and never lets a marker through: an unmatched one is an error.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from .unused import without_unused_imports

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_TODO = re.compile(r"\s*# TODO\(([a-z][a-z0-9-]*)\): (.+)")
_LINE_LENGTH = 120


class StripError(Exception):
    """A solution cannot be stripped; the text names file and line."""


def week_of(assignment: str) -> str:
    """`week 1` for `week01_warmup`; the name itself where it holds no number."""
    number = re.match(r"week(\d+)", assignment)
    return f"week {int(number[1])}" if number else assignment


def strip(source: str, assignment: str, name: str) -> str:
    """The stub of one solved module; `name` is what errors call it. Raises StripError."""
    kept = "\n".join(_kept(source.splitlines(), week_of(assignment), name)) + "\n"
    return _tidy(without_unused_imports(_tidy(kept)))


def _kept(lines: list[str], week: str, name: str) -> Iterator[str]:
    begun = 0
    for number, line in enumerate(lines, 1):
        if line.strip() == BEGIN:
            if begun:
                raise StripError(f"{name}:{number}: a region begins inside the one of line {begun}")
            begun = number
            if indent := line[: len(line) - len(line.lstrip())]:
                yield from _stub(lines[number - 2], indent, week, f"{name}:{number}")
        elif line.strip() == END:
            if not begun:
                raise StripError(f"{name}:{number}: a region ends that never began")
            begun = 0
        elif "BEGIN SOLUTION" in line or "END SOLUTION" in line:
            raise StripError(f"{name}:{number}: write the marker alone on its line: `{BEGIN}` or `{END}`")
        elif not begun:
            yield line.rstrip()
    if begun:
        raise StripError(f"{name}:{begun}: this region never ends")


def _stub(above: str, indent: str, week: str, where: str) -> list[str]:
    """The line that takes a region's place, wrapped when it would be too long."""
    todo = _TODO.fullmatch(above.rstrip())
    if todo is None:
        raise StripError(f"{where}: the line above a region must read `# TODO(<question>): <what to do, in one line>`")
    message = f"{week}, {todo[1]}: {todo[2]}".replace("\\", "\\\\").replace('"', '\\"')
    line = f'{indent}raise NotImplementedError("{message}")'
    if len(line) <= _LINE_LENGTH:
        return [line]
    parts = textwrap.wrap(message, _LINE_LENGTH - len(indent) - 7, drop_whitespace=False, break_long_words=False)
    return [f"{indent}raise NotImplementedError(", *(f'{indent}    "{part}"' for part in parts), f"{indent})"]


def _tidy(text: str) -> str:
    """At most two blank lines in a row, and none at the end."""
    return re.sub(r"\n{4,}", "\n\n\n", text).rstrip("\n") + "\n"
