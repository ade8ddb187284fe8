"""`autograder new-week week09_name`: fill in the templates under `files/`, write them, and make the starter.

A template's path and text hold `@week@` (week09_name), `@module@` (name), `@number@` (9), `@two@` (09), `@title@` and
`@canary@`. Everything is looked at before the first file is written.
"""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from autograder.config import Course
from autograder.intake.junk import installed_names
from autograder.release.canary import CANARY
from autograder.release.errors import ReleaseError
from autograder.release.starter import generate_starter

from .notebook import notebook

FILES = Path(__file__).resolve().parent / "files"
_NAME = re.compile(r"week(\d\d)_([a-z][a-z0-9_]{1,40})")


def new_week(course: Course, name: str) -> list[Path]:
    """Write an empty week and its starter; returns the files. Raises ReleaseError, and then nothing was written."""
    files = week_files(name)
    _refuse_what_is_there(course, name, files)
    for path, text in files.items():
        target = course.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return [course.root / path for path in files] + generate_starter(course, name)


def week_files(name: str) -> dict[str, str]:
    """Path below the course's folder -> text. Raises ReleaseError for a name that no week can have."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ReleaseError(f"{name!r} is no name of a week: write two digits and small letters, such as week09_data")
    two, module = found.groups()
    if keyword.iskeyword(module) or module in installed_names():
        raise ReleaseError(f"{module}.py would hide a package of this name from students: give the week another name")
    words = {"week": name, "module": module, "number": str(int(two)), "two": two, "canary": CANARY}
    words["title"] = module.replace("_", " ").capitalize()
    files = {}
    for source in sorted(FILES.rglob("*.in")):
        path = _filled(source.relative_to(FILES).as_posix().removesuffix(".in"), words)
        files[path] = _filled(source.read_text(encoding="utf-8"), words)
    files[f"solutions/{name}/report.ipynb"] = notebook(words)
    return files


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@([a-z]+)@", lambda found: words[found[1]], text)


def _refuse_what_is_there(course: Course, name: str, files: dict[str, str]) -> None:
    places = [f"{top}/{name[:6]}_*" for top in ("assignments", "solutions", "starter_code", "tests")]
    there = sorted(path.relative_to(course.root).as_posix() for place in places for path in course.root.glob(place))
    there += [path for path in files if (course.root / path).exists()]
    if there:
        raise ReleaseError(f"there is a {name[:6]} already, and it stays as it is: {', '.join(dict.fromkeys(there))}")
    for test in (path.rpartition("/")[2] for path in files if "/test_" in path):
        if others := sorted(course.root.glob(f"tests/*/*/{test}")):
            other = others[0].relative_to(course.root).as_posix()
            raise ReleaseError(f"{other} has the name of this week's {test}, and pytest wants them to differ")
