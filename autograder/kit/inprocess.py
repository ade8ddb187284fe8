"""The laptop's transport: the student's modules in this very process, behind the same codec as in grading.

For students and for quick looks only, never for marks: there is no boundary here, a student's code can reach the test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .dispatch import Dispatcher, Given
from .modules import StudentModules


class InProcess:
    """One test's worth of freshly imported modules; a context manager, so that the next test starts clean."""

    def __init__(self, folder: Path, tests: Path) -> None:
        assignment = find_assignment(folder, tests)
        self.modules = StudentModules(folder, assignment["modules"] if assignment else None)
        probes = tests / "probes.py"
        self.probes = probes.read_text(encoding="utf-8") if probes.is_file() else ""
        self.dispatcher = Dispatcher(self.modules, given_records(assignment) if assignment else None)

    def __enter__(self) -> InProcess:
        self.modules.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self.modules.__exit__(*exc)

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]:
        """Answer at once; ctrl-C stays the student's own."""
        if request["op"] == "probe":
            request = {**request, "source": self.probes}
        reply, data = self.dispatcher.answer(request, buffers)
        if reply["kind"] == "left" and reply["type"] == "KeyboardInterrupt":
            raise KeyboardInterrupt
        return reply, data


def find_assignment(folder: Path, tests: Path) -> dict[str, Any] | None:
    """The `assignment.toml` beside the modules or above the tests, if there is one."""
    for place in (folder, *tests.parents):
        file = place / "assignment.toml"
        if file.is_file():
            return _parsed(file.read_text(encoding="utf-8"))
    return None


@lru_cache(maxsize=8)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def given_records(assignment: Mapping[str, Any]) -> Given:
    """(module, class) -> field names, of the classes that an assignment gives."""
    return {(r["module"], r["name"]): tuple(r["fields"]) for r in assignment.get("records", ())}
