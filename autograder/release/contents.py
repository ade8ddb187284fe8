"""What a release holds, by allow-list: each file is named here, or it does not leave.

Paths are relative to the folder that students unpack. Text has LF line ends, whatever this computer writes.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.config import Assignment, Course

from .handout import handout_html
from .starter import starter_files

PACKAGE = Path(__file__).resolve().parent.parent
STUDENT = PACKAGE / "release" / "student"
HELPERS = ("check.py", "submit.py", "conftest.py", "pytest.ini", "requirements.txt")


def release_files(course: Course, assignment: Assignment, build: Path | None = None) -> dict[str, bytes]:
    """Path -> bytes of everything but WHATS_NEW.md and MANIFEST.json, which say what the release is."""
    files = starter_files(course, assignment, build)
    for test in sorted((course.suite(assignment.name) / "public").glob("*.py")):
        files[f"tests/{test.name}"] = test.read_bytes()
    files |= {name: (STUDENT / name).read_bytes() for name in HELPERS}
    files |= kit_files()
    if "README.md" in files:
        files["README.html"] = handout_html(files["README.md"].decode("utf-8"), files).encode("utf-8")
    return {path: unix(path, data) for path, data in sorted(files.items())}


def kit_files() -> dict[str, bytes]:
    """The part of the package that runs on students' laptops."""
    sources = [PACKAGE / "__init__.py", *sorted((PACKAGE / "kit").glob("*.py"))]
    return {f"autograder/{source.relative_to(PACKAGE).as_posix()}": source.read_bytes() for source in sources}


def unix(path: str, data: bytes) -> bytes:
    """Text with LF line ends; pictures as they are."""
    return data if path.endswith(".png") else data.replace(b"\r\n", b"\n")


def allowed(assignment: Assignment, folder: str) -> tuple[str, ...]:
    """Patterns of the paths that the scanner accepts in a release of this assignment, below `folder/`."""
    asked = [re.escape(name) for name in (*assignment.files(), *(f"{m}.py" for m in assignment.given_modules))]
    here = [re.escape(name) for name in HELPERS]
    reading = [r"README\.md", r"README\.html", r"WHATS_NEW\.md", r"MANIFEST\.json", r"assignment\.toml"]
    below = [r"figures/[\w-]+\.(png|svg)", r"tests/(test_\w+|probes)\.py", r"autograder/(__init__|kit/\w+)\.py"]
    return tuple(re.escape(folder + "/" if folder else "") + pattern for pattern in (*asked, *here, *reading, *below))
