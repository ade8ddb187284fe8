"""What a question asks: the function that its stub in the starter asks for, and the first lines of its description.

Parses the course's own starter, never a student's file. A question whose stub is not marked (a notebook's) has no line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.config import Assignment, Course

_STUB = re.compile(r"TODO\((?P<question>[a-z][a-z0-9-]*)\)")


@dataclass(frozen=True)
class Ask:
    """A function to write."""

    signature: str
    text: str


def asks(course: Course, assignment: Assignment) -> Mapping[str, tuple[Ask, ...]]:
    """By question; empty for those whose stub the starter does not mark."""
    found: dict[str, list[Ask]] = {question.id: [] for question in assignment.questions}
    for module in assignment.modules:
        file = course.root / "starter_code" / assignment.name / f"{module}.py"
        if not file.is_file():
            continue
        source = file.read_text(encoding="utf-8")
        for function in ast.walk(ast.parse(source)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                marked = _STUB.search(ast.get_source_segment(source, function) or "")
                if marked and marked["question"] in found:
                    signature = f"{module}.{function.name}({ast.unparse(function.args)})"
                    text = (ast.get_docstring(function) or "").split("\n\n")[0]
                    found[marked["question"]].append(Ask(signature, " ".join(text.split())))
    return {question: tuple(functions) for question, functions in found.items()}
