"""What `autograder check` looks at: versions, sandbox, secret, configuration. Each finding says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .config import ConfigError, Course, load_course
from .grading.suite import check, environment, suite_folders, with_suite
from .sandbox import SandboxError, Zygote
from .sandbox.canary import isolation_level
from .secret import read_secret

Finding = tuple[str, bool, str]


def findings(where: Path | None) -> Iterator[Finding]:
    """(what, fine, sentence), one after another."""
    yield "versions", True, ", ".join(f"{name} {version}" for name, version in environment().items())
    try:
        course = load_course(where)
    except ConfigError as error:
        yield "course.toml", False, str(error)
        return
    yield "course.toml", True, f"{course.title} at {course.root}"
    yield _secret(course)
    for file in sorted(course.root.glob("assignments/*/assignment.toml")):
        yield _assignment(course, file.parent.name)
    yield _sandbox(course)


def _secret(course: Course) -> Finding:
    try:
        read_secret(course)
    except ConfigError as error:
        return "course secret", False, str(error)
    return "course secret", True, f"at {course.secret}; keep its backup (docs/instructors.md)"


def _assignment(course: Course, name: str) -> Finding:
    try:
        assignment = course.assignment(name)

        def look(session: pytest.Session) -> int:
            check(assignment, session.items)
            return len(session.items)

        count = with_suite(suite_folders(course, assignment), look)
    except ConfigError as error:
        return name, False, str(error)
    return name, True, f"{len(assignment.questions)} questions, {assignment.auto_total} points, {count} tests"


def _sandbox(course: Course) -> Finding:
    try:
        with Zygote(1, course.packages, course.warm) as zygote:
            level = isolation_level(zygote, (str(course.root), str(course.root / "tests")))
    except SandboxError as error:
        return "sandbox", False, str(error)
    fine = level == course.isolation
    return "sandbox", fine, f"isolation level {level}; course.toml asks for {course.isolation}"
