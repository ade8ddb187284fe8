"""`make publish DIR=…`: a public repository that holds releases, and nothing else.

Only what stands in a finished archive in `dist/` is written, week by week, after one more scan of the whole. The
private repository's history never goes there: DIR is a repository of its own.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.config import Course

from .archive import Member, read_archive
from .contents import allowed
from .errors import ReleaseError
from .fingerprints import gather
from .manifest import read
from .scan import refuse_leaks, scan_members

_MARK = "PUBLISHED.json"
_ARCHIVE = re.compile(r"(week\w+)-(\d+)\.zip")


def publish(course: Course, target: Path, dist: Path | None = None) -> list[Path]:
    """Write the newest release of every week in `dist/` to `target`; returns what was written, sorted.

    `target` is empty, or was written by this function before; its `.git` is left alone. Files that a week no longer
    holds are removed; a week that `dist/` no longer holds stops it. Raises ReleaseError, and then `target` is as it was.
    """
    dist, target = dist or course.root / "dist", target.resolve()
    if target.is_relative_to(course.root.resolve()):
        raise ReleaseError(f"{target.name} lies inside the private repository; publish to a folder outside it")
    before = _published(target)
    newest = _newest(dist)
    if not newest:
        raise ReleaseError(f"there is no release in {dist.name}/; build one with: make release WEEK=…")
    _refuse_losing_weeks(target, before, set(newest))
    files: dict[str, bytes] = {}
    patterns: list[str] = [r"README\.md", r"LICENSE"]
    for week, archive in newest.items():
        files |= {member.name: member.data for member in read_archive(archive)}
        patterns += allowed(course.assignment(week), week)
    files["README.md"] = _index(course, files, newest)
    if (course.root / "LICENSE").is_file():
        files["LICENSE"] = (course.root / "LICENSE").read_bytes()
    members = [Member(path, data) for path, data in sorted(files.items())]
    refuse_leaks(scan_members(target.name, members, patterns, gather(course)))
    files[_MARK] = (json.dumps({"files": sorted(files)}, indent=1) + "\n").encode()
    for path in sorted(before - set(files), reverse=True):
        (target / path).unlink(missing_ok=True)
    for path, data in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    return [target / path for path in sorted(files)]


def _published(target: Path) -> set[str]:
    """What an earlier publication wrote. Raises ReleaseError when the folder holds anything else."""
    if not target.exists():
        return set()
    if not target.is_dir():
        raise ReleaseError(f"{target.name} is no folder")
    there = {path.name for path in target.iterdir()} - {".git"}
    if there and _MARK not in there:
        raise ReleaseError(
            f"{target.name} holds files that no publication wrote; give an empty folder or a fresh clone"
        )
    told = json.loads((target / _MARK).read_text(encoding="utf-8"))["files"] if there else []
    plain = {path for path in map(str, told) if path[:1] != "/" and not {"..", ".git"} & set(path.split("/"))}
    return plain | ({_MARK} if there else set())


def _refuse_losing_weeks(target: Path, before: set[str], released: set[str]) -> None:
    """A week that is published and not in `dist/` is a lost archive, more often than a week to be withdrawn."""
    published = {path.partition("/")[0] for path in before if "/" in path}
    if lost := sorted(week for week in published - released if (target / week).is_dir()):
        raise ReleaseError(
            f"{target.name} holds {', '.join(lost)}, of which there is no archive in dist/: put the published archive "
            f"back (make release WEEK={lost[0]}), or delete the folder in {target.name} to withdraw the week"
        )


def _newest(dist: Path) -> dict[str, Path]:
    """Week -> the archive with the highest version."""
    found: dict[str, tuple[int, Path]] = {}
    for file in sorted(dist.glob("*.zip")):
        if match := _ARCHIVE.fullmatch(file.name):
            version = int(match[2])
            if version > found.get(match[1], (0, file))[0]:
                found[match[1]] = (version, file)
    return {week: file for week, (_, file) in sorted(found.items())}


def _index(course: Course, files: dict[str, bytes], newest: dict[str, Path]) -> bytes:
    lines = [f"# {course.title}", "", "Assignments as released. Start with the README of a week.", ""]
    lines += ["| week | title | version |", "|---|---|---|"]
    for week in newest:
        told = read(files[f"{week}/MANIFEST.json"])
        lines.append(f"| [{week}]({week}/README.md) | {told['title']} | {told['version']} |")
    return ("\n".join(lines) + "\n").encode("utf-8")
