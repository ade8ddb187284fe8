"""The course secret: inputs of tests are drawn from it. Made once by `make setup`; grading never makes one silently."""

from __future__ import annotations

import os
import secrets

from .config import ConfigError, Course


def read_secret(course: Course) -> bytes:
    """The secret's bytes. Raises ConfigError with what to do when it is missing or readable by others."""
    file = course.root / course.secret
    if not file.is_file():
        raise ConfigError(
            f"there is no course secret at {course.secret}; restore the course's own from its backup, "
            "or, for a new course only, make one with: autograder new-secret"
        )
    if file.stat().st_mode & 0o077:
        raise ConfigError(f"the course secret can be read by others; run: chmod 600 {course.secret}")
    data = file.read_text(encoding="ascii").strip()
    if len(data) < 32:
        raise ConfigError(f"{course.secret} is too short to be a course secret; restore it from its backup")
    return data.encode()


def make_secret(course: Course) -> bool:
    """Make the secret if there is none; whether it was made. Never overwrites."""
    file = course.root / course.secret
    try:
        fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(fd, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(32) + "\n")
    return True
