"""`make gradescope WEEK=…`: the autograder zip, with `setup.sh` and `run_autograder` at its root.

It holds hidden tests and is for the instructor's upload only; no solution, no other week, and not the course's secret:
a key derived from it for this week on this platform, so that a stolen zip gives nothing else away.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path

from autograder.config import Course
from autograder.secret import read_secret

from .archive import zip_bytes
from .contents import PACKAGE, unix

FILES = PACKAGE / "release" / "gradescope_files"


def build_gradescope(course: Course, name: str, dist: Path | None = None) -> Path:
    """Write `dist/<name>-gradescope.zip`. Raises ConfigError for an unknown week or a missing secret."""
    target = (dist or course.root / "dist") / f"{name}-gradescope.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(zip_bytes(gradescope_files(course, name)))
    target.chmod(0o600)
    return target


def gradescope_files(course: Course, name: str) -> dict[str, bytes]:
    """Path -> bytes, relative to `/autograder/source`."""
    given = course.given_files(course.assignment(name))
    root, suite = course.root, course.suite(name)
    picked = [FILES / "setup.sh", FILES / "run_autograder"]
    files = {source.name: source.read_bytes() for source in picked}
    for project_file in ("pyproject.toml", "constraints.txt", "README.md", f"assignments/{name}/assignment.toml"):
        if (root / project_file).is_file():
            files[project_file] = (root / project_file).read_bytes()
    for source in sorted(PACKAGE.rglob("*.py")):
        if "__pycache__" not in source.parts and "student" not in source.parts:
            files[f"autograder/{source.relative_to(PACKAGE).as_posix()}"] = source.read_bytes()
    for test in sorted(file for part in ("public", "hidden") for file in (suite / part).glob("*.py")):
        files[f"tests/{name}/{test.parent.name}/{test.name}"] = test.read_bytes()
    files |= {f"starter_code/{name}/{file}": data for file, data in given.items()}
    files["course.toml"] = _settings(root / "course.toml")
    files["secret"] = derived_secret(read_secret(course), name) + b"\n"
    return {path: unix(path, data) for path, data in sorted(files.items())}


def derived_secret(secret: bytes, name: str) -> bytes:
    """The key of one week on Gradescope; from it nobody finds the course's secret."""
    return hmac.new(secret, f"gradescope|{name}".encode(), hashlib.sha256).hexdigest().encode()


def _settings(file: Path) -> bytes:
    """The course's settings, with the secret where this zip has it, and the level that such a container can give."""
    text = re.sub(r"(?m)^(secret|isolation)\s*=.*\n", "", file.read_text(encoding="utf-8"))
    ours = r'\1secret = "secret"\nisolation = "uid"\n'
    return re.sub(r"\A((?:\s*#.*\n|\s*\n)*)", ours, text).encode("utf-8")
