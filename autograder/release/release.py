"""`make release WEEK=…`: gather by allow-list, pack, scan what was packed, and only then put it into `dist/`.

A version that has been released never changes: other contents need a new entry in the assignment's CHANGELOG.md.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.config import Assignment, Course

from .archive import read_archive, tar_bytes, zip_bytes
from .changelog import newest
from .contents import allowed, release_files
from .errors import ReleaseError
from .fingerprints import Fingerprints, gather
from .manifest import manifest
from .scan import refuse_leaks, scan
from .whatsnew import whats_new


@dataclass(frozen=True)
class Released:
    """A finished release."""

    assignment: str
    version: int
    archives: tuple[Path, ...]
    files: int

    def __str__(self) -> str:
        return f"{' and '.join(map(str, self.archives))}: version {self.version}, {self.files} files"


def build_release(course: Course, name: str, dist: Path | None = None, prints: Fingerprints | None = None) -> Released:
    """Build, scan and store the release of one assignment. Raises ReleaseError; then nothing new is in `dist`.

    `prints`: what `gather` has found in this course already, for whoever builds several of its releases.
    """
    dist = dist or course.root / "dist"
    assignment = course.assignment(name)
    entry = newest(course, name)
    with tempfile.TemporaryDirectory() as folder:
        made, prints = _pack(course, assignment, dist, Path(folder)), prints or gather(course)
        for archive in made:
            refuse_leaks(scan(archive, allowed(assignment, name), prints))
            published = dist / archive.name
            if published.is_file() and published.read_bytes() != archive.read_bytes():
                raise ReleaseError(
                    f"{published.name} is in {dist.name}/ already, with other contents. If students have it, add an "
                    f"entry `## {entry.version + 1}` to assignments/{name}/CHANGELOG.md; else delete it there first."
                )
        dist.mkdir(parents=True, exist_ok=True)
        for archive in made:
            (dist / archive.name).write_bytes(archive.read_bytes())
        return Released(name, entry.version, tuple(dist / a.name for a in made), len(read_archive(made[0])))


def check_release(course: Course, name: str, dist: Path | None = None) -> Released:
    """Build the newest release once more, elsewhere, and compare with `dist` byte by byte. Raises ReleaseError."""
    dist = dist or course.root / "dist"
    assignment, version = course.assignment(name), newest(course, name).version
    with tempfile.TemporaryDirectory() as folder:
        made, prints = _pack(course, assignment, dist, Path(folder)), gather(course)
        for archive in made:
            published = dist / archive.name
            if not published.is_file():
                raise ReleaseError(f"{published.name} is not in {dist.name}/; build it with: make release WEEK={name}")
            refuse_leaks(scan(published, allowed(assignment, name), prints))
            if published.read_bytes() != archive.read_bytes():
                raise ReleaseError(f"{published.name} differs from a new build{_difference(published, archive)}")
        return Released(name, version, tuple(dist / a.name for a in made), len(read_archive(made[0])))


def _pack(course: Course, assignment: Assignment, dist: Path, folder: Path) -> tuple[Path, Path]:
    """The two archives of the newest version, in `folder`."""
    entry, name = newest(course, assignment.name), assignment.name
    files = release_files(course, assignment, folder / "nbgrader")
    if entry.version > 1:
        why = "Put the published archive there: WHATS_NEW.md tells students what has changed since."
        files["WHATS_NEW.md"] = whats_new(assignment, entry, released(dist, name, entry.version - 1, why), files)
    files["MANIFEST.json"] = manifest(assignment, entry.version, files)
    below = {f"{name}/{path}": data for path, data in files.items()}
    zipped, tarred = folder / f"{name}-{entry.version}.zip", folder / f"{name}-{entry.version}.tar.gz"
    zipped.write_bytes(zip_bytes(below))
    tarred.write_bytes(tar_bytes(below))
    return zipped, tarred


def released(dist: Path, name: str, version: int, missing: str) -> dict[str, bytes]:
    """The files of a release, read from `dist`. Raises ReleaseError, with `missing` for what to do, when it is not there."""
    archive = dist / f"{name}-{version}.zip"
    if not archive.is_file():
        raise ReleaseError(f"{archive.name} is not in {dist.name}/. {missing}")
    return {member.name.partition("/")[2]: member.data for member in read_archive(archive)}


def _difference(published: Path, built: Path) -> str:
    old, new = ({m.name: m.data for m in read_archive(file)} for file in (published, built))
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return (
        f" in {', '.join(names[:10])}" if names else " in its packing only, as another version of Python or zlib does"
    )
