"""What `autograder check` looks at: versions, sandbox, secret, configuration. Each finding says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .config import ConfigError, Course, load_course
from .grading.suite import check, environment, suite_folders, with_suite
from .sandbox import SandboxError, Zygote
from .sandbox.canary import isolation, secret_places
from .sandbox.levels import at_least, best_level
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
    return "course secret", True, f"at {course.secret}; keep its backup (docs/private-and-public.md)"


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
        level = best_level("uid" if course.isolation == "none" else course.isolation)
        with Zygote(1, course.packages, course.warm, level) as zygote:
            found = isolation(zygote, secret_places(course.root, course.root / course.secret, level))
    except SandboxError as error:
        return "sandbox", False, str(error)
    words = f"isolation level {found.level}, {'with' if found.landlock else 'without'} Landlock"
    return "sandbox", at_least(found.level, course.isolation), f"{words}; course.toml asks for {course.isolation}"
